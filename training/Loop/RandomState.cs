using static TorchSharp.torch;

namespace Gans.Training.Loop;

/// <summary>Where the random generators stand that training draws from.</summary>
/// <param name="Cpu">The CPU generator's state: indices of images, and all else on the CPU.</param>
/// <param name="Device">The GPU generator's state; null on the CPU.</param>
public sealed record RandomState(byte[] Cpu, byte[]? Device)
{
    /// <summary>Reads the state.</summary>
    /// <param name="device">The training's device.</param>
    public static RandomState Get(Device device) => new(TorchRandom.GetState(), device.type == DeviceType.CUDA ? TorchRandom.GetState(device) : null);

    /// <summary>Starts the generators of the CPU and of the device anew.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="device">The training's device.</param>
    public static void Seed(long seed, Device device)
    {
        TorchRandom.Seed(seed);
        if (device.type == DeviceType.CUDA)
        {
            TorchRandom.Seed(seed, device);
        }
    }

    /// <summary>Goes on from this state.</summary>
    /// <param name="device">The training's device. A GPU that the state has nothing for keeps its own.</param>
    public void Restore(Device device)
    {
        TorchRandom.SetState(Cpu);
        if (device.type == DeviceType.CUDA && Device is not null)
        {
            TorchRandom.SetState(Device, device);
        }
    }

    /// <summary>Draws with a seed of its own, and puts the generators back to where they stood.</summary>
    /// <typeparam name="T">What is drawn.</typeparam>
    /// <param name="seed">The seed.</param>
    /// <param name="device">The training's device.</param>
    /// <param name="draw">The draws.</param>
    public static T Aside<T>(long seed, Device device, Func<T> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var before = Get(device);
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
