using System.Globalization;
using Gans.Formats;

namespace Gans.Runtime;

/// <summary>Where a model runs. The default is <see cref="Auto"/>.</summary>
public readonly record struct Device
{
    /// <summary>What <see cref="Parse"/> takes, for messages.</summary>
    public const string Words = "auto, cpu, cuda or cuda:N";

    private const string CudaWord = "cuda";

    private readonly Kind kind;

    private Device(Kind kind, int index) => (this.kind, Index) = (kind, index);

    private enum Kind
    {
        Auto,
        Cpu,
        Cuda,
    }

    /// <summary>The first CUDA device where ONNX Runtime's CUDA provider loads and finds one, else the CPU.</summary>
    public static Device Auto => default;

    /// <summary>The CPU.</summary>
    public static Device Cpu => new(Kind.Cpu, 0);

    /// <summary>The first CUDA device; an error where there is none.</summary>
    public static Device Cuda => CudaAt(0);

    /// <summary>Whether it is a CUDA device.</summary>
    public bool IsCuda => kind == Kind.Cuda;

    /// <summary>Which of the CUDA devices, from 0 on; 0 for the others.</summary>
    public int Index { get; }

    /// <summary>One of several CUDA devices; an error where it does not exist.</summary>
    /// <param name="index">From 0 on, in CUDA's own order.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static Device CudaAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(Kind.Cuda, index);
    }

    /// <summary>Reads what <see cref="ToString"/> writes, in any case.</summary>
    /// <param name="word"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="InvalidInputException">It is none of these.</exception>
    public static Device Parse(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return TryParse(word, out var device)
            ? device
            : throw new InvalidInputException($"Choosing a device: found '{word}', needed {Words}. Give one of these.");
    }

    /// <summary>Reads what <see cref="ToString"/> writes, in any case.</summary>
    /// <param name="word"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <param name="device">The device; <see cref="Auto"/> where the word is none of these.</param>
    /// <returns>Whether it is one of these.</returns>
    public static bool TryParse(string word, out Device device)
    {
        ArgumentNullException.ThrowIfNull(word);
        (var known, device) = word.ToLowerInvariant() switch
        {
            "auto" => (true, Auto),
            "cpu" => (true, Cpu),
            CudaWord => (true, Cuda),
            var other when other.StartsWith(CudaWord + ":", StringComparison.Ordinal)
                && int.TryParse(other.AsSpan(CudaWord.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => (true, CudaAt(index)),
            _ => (false, Auto),
        };
        return known;
    }

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c> for the first CUDA device, or <c>cuda:N</c>.</summary>
    public override string ToString() => kind switch
    {
        Kind.Auto => "auto",
        Kind.Cpu => "cpu",
        _ => Index == 0 ? CudaWord : string.Create(CultureInfo.InvariantCulture, $"{CudaWord}:{Index}"),
    };
}
