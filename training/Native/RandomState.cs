using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Training.Native;

/// <summary>Where the random generators stand that training draws from.</summary>
/// <remarks>
/// TorchSharp has no way to read a GPU's default generator. It is started anew from the CPU's state, so that only a training on the CPU goes on with the very
/// same numbers.
/// </remarks>
/// <param name="Cpu">The CPU generator's state: indices of images, and all else on the CPU.</param>
internal sealed record RandomState(byte[] Cpu)
{
    private const int LeftOffset = 8;        // of the fields of at::mt19937 as libtorch lays them out, after the seed
    private const int SeededOffset = 12;
    private const int NextOffset = 16;
    private const int EngineWords = 624;

    /// <summary>Whether it is one that <see cref="Restore"/> can go on from. libtorch ends the process on any other, so a file's must be asked first.</summary>
    public bool IsValid =>
        Cpu.Length == Get().Cpu.Length
        && BitConverter.ToInt32(Cpu, LeftOffset) is > 0 and <= EngineWords
        && BitConverter.ToInt32(Cpu, SeededOffset) == 1
        && BitConverter.ToUInt64(Cpu, NextOffset) <= EngineWords;

    /// <summary>Reads the state.</summary>
    public static RandomState Get()
    {
        using var state = get_rng_state();
        return new RandomState(state.bytes.ToArray());
    }

    /// <summary>Starts the generators of the CPU and of the device anew.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="device">The training's device.</param>
    public static void Seed(long seed, Device device)
    {
        _ = random.manual_seed(seed);
        if (device.type == DeviceType.CUDA)
        {
            cuda.manual_seed(seed);
        }
    }

    /// <summary>Goes on from this state.</summary>
    /// <param name="device">The training's device.</param>
    /// <exception cref="InvalidOperationException">It is not <see cref="IsValid"/>.</exception>
    public void Restore(Device device)
    {
        if (!IsValid)
        {
            throw new InvalidOperationException(
                $"Restoring the random generator: found {Cpu.Length} bytes that are no state of it, needed those that were read from it.");
        }

        using var state = tensor(Cpu);
        set_rng_state(state);
        if (device.type == DeviceType.CUDA)
        {
            cuda.manual_seed(BitConverter.ToInt64(SHA256.HashData(Cpu)));
        }
    }

    /// <summary>Draws with a seed of its own, and puts the generators back to where they stood.</summary>
    /// <typeparam name="T">What is drawn.</typeparam>
    /// <param name="seed">The seed.</param>
    /// <param name="device">The training's device.</param>
    /// <param name="draw">The draws.</param>
    public static T Aside<T>(long seed, Device device, Func<T> draw)
    {
        var before = Get();
        try
        {
            Seed(seed, device);
            return draw();
        }
        finally
        {
            before.Restore(device);
        }
    }
}
