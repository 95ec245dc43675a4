using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Metrics;

/// <summary>How an extractor runs.</summary>
public sealed record FeatureExtractorOptions
{
    private const int MostThreads = 1024;
    private const int LargestBatch = 1 << 16;

    /// <summary>How images reach its size; null for the rule that its file names.</summary>
    public ResizeRule? Resize { get; init; }

    /// <summary>Where it runs.</summary>
    public Device Device { get; init; } = Device.Auto;

    /// <summary>CPU threads in all, 1 to 1024; null for one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>Most images that go through the network at once, 1 to 65536; null for up to 32, fewer where images are large.</summary>
    public int? BatchSize { get; init; }

    internal void Validate()
    {
        if (Resize is { } rule && !Enum.IsDefined(rule))
        {
            throw new InvalidInputException($"Loading an extractor: resize {(int)rule}, needed nearest, bilinear or clean.");
        }

        Require("threads", Threads, MostThreads);
        Require("batch size", BatchSize, LargestBatch);
    }

    private static void Require(string option, int? value, int most)
    {
        if (value < 1 || value > most)
        {
            throw new InvalidInputException($"Loading an extractor: {option} is {value}, needed 1 to {most}.");
        }
    }
}
