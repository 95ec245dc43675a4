using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference;

/// <summary>How a generator runs. The defaults suit one model on an otherwise idle machine.</summary>
public sealed record GeneratorOptions
{
    private const int MostThreads = 1024;
    private const int LargestBatch = 1 << 16;

    /// <summary>Where it runs.</summary>
    public Device Device { get; init; } = Device.Auto;

    /// <summary>
    /// CPU threads that one call uses, 1 to 1024; null for one a physical core. A server that samples from many threads at once does best with 1.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Most images that go through the network at once, 1 to 65536; null for up to 32, fewer where images are large. Larger batches cost memory,
    /// smaller ones speed; the images are the same.
    /// </summary>
    public int? BatchSize { get; init; }

    internal void Validate()
    {
        Require("threads", Threads, MostThreads);
        Require("batch size", BatchSize, LargestBatch);
    }

    private static void Require(string option, int? value, int most)
    {
        if (value < 1 || value > most)
        {
            throw new InvalidInputException($"Loading a generator: {option} is {value}, needed 1 to {most}.");
        }
    }
}
