using System.Globalization;

namespace Gans.Torch;

/// <summary>Kind of processor that holds a tensor. The values are libtorch's.</summary>
public enum DeviceKind
{
    /// <summary>The host's cores and memory.</summary>
    Cpu = 0,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda = 1,
}

/// <summary>Where a tensor lives.</summary>
/// <param name="Kind">CPU or CUDA.</param>
/// <param name="Index">Which GPU; 0 for the CPU.</param>
public readonly record struct Device(DeviceKind Kind, int Index = 0)
{
    /// <summary>The host.</summary>
    public static Device Cpu { get; } = new(DeviceKind.Cpu);

    /// <summary>The first GPU.</summary>
    public static Device Cuda { get; } = new(DeviceKind.Cuda);

    /// <summary>Whether it is a GPU.</summary>
    public bool IsCuda => Kind == DeviceKind.Cuda;

    /// <summary>Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>. <c>auto</c> is the first GPU that libtorch can use, else the CPU.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="ArgumentException">The name is none of these.</exception>
    /// <exception cref="TorchException">A GPU was asked for that libtorch cannot use.</exception>
    public static Device Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "auto")
        {
            return TorchRuntime.CudaDeviceCount > 0 ? Cuda : Cpu;
        }

        if (text == "cpu")
        {
            return Cpu;
        }

        var index = 0;
        if (text != "cuda" && !(text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            throw new ArgumentException($"Device '{text}' is not known: use auto, cpu, cuda or cuda:INDEX.", nameof(text));
        }

        var present = TorchRuntime.CudaDeviceCount;
        return index < present
            ? new Device(DeviceKind.Cuda, index)
            : throw new TorchException($"Device {text}: libtorch {TorchRuntime.Version} sees {present} CUDA devices. Use --device cpu, or choose a libtorch with CUDA through LIBTORCH.");
    }

    /// <inheritdoc/>
    public override string ToString() => Kind == DeviceKind.Cpu ? "cpu" : string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}");

    internal static Device Unpack(int packed) => new((DeviceKind)(packed / 256), Math.Max(0, (packed % 256) - 1));

    internal int Pack() => ((int)Kind * 256) + (Kind == DeviceKind.Cpu ? 0 : Index + 1);
}
