namespace Gans.Torch;

/// <summary>libtorch's default random generator of a device: dropout, and every <c>Random</c> of <see cref="Tensor"/>, draw from it.</summary>
public static class TorchRandom
{
    /// <summary>Starts the generator anew.</summary>
    /// <param name="seed">Equal seeds give equal numbers on equal devices.</param>
    /// <param name="device">Whose generator; the CPU's by default.</param>
    public static void Seed(long seed, Device device = default) => TorchRuntime.Door.Seed(device, unchecked((ulong)seed));

    /// <summary>The generator's whole state.</summary>
    /// <param name="device">Whose generator; the CPU's by default.</param>
    public static byte[] GetState(Device device = default)
    {
        using var state = Tensor.OwnUnscoped(TorchRuntime.Door.GeneratorState(device));
        return state.ToArray<byte>();
    }

    /// <summary>Goes on from a state that <see cref="GetState"/> gave.</summary>
    /// <param name="state">The state.</param>
    /// <param name="device">Whose generator; the CPU's by default.</param>
    /// <exception cref="TorchException">The state is of another libtorch or device.</exception>
    public static void SetState(ReadOnlySpan<byte> state, Device device = default)
    {
        using var tensor = Tensor.From(state, [state.Length]);
        tensor.Use(handle => TorchRuntime.Door.SetGeneratorState(device, handle));
    }
}
