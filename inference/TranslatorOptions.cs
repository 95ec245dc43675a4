using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference;

/// <summary>How a translator runs, and how images of other sizes than its own reach it. The defaults suit one model on an otherwise idle machine.</summary>
public sealed record TranslatorOptions
{
    private const int MostThreads = 1024;
    private const double LargestOverlap = 0.5;

    /// <summary>Where it runs.</summary>
    public Device Device { get; init; } = Device.Auto;

    /// <summary>
    /// CPU threads that one call uses, 1 to 1024; null for one a physical core. A server that translates from many threads at once does best with 1.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>What is done with images of other sizes than the network's.</summary>
    public TranslationFit Fit { get; init; }

    /// <summary>How much of a tile's height, and width, its neighbours share at least, 0 to 0.5.</summary>
    /// <remarks>Two tiles differ in their details, and their mean has fewer: more overlap makes the borders softer and wider.</remarks>
    public double Overlap { get; init; } = 0.1875;

    /// <summary>The kernel that resizes images, where they are.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Bilinear;

    internal void Validate()
    {
        if (Threads is < 1 or > MostThreads)
        {
            throw new InvalidInputException($"Loading a translator: threads is {Threads}, needed 1 to {MostThreads}.");
        }

        if (Overlap is not (>= 0 and <= LargestOverlap))
        {
            throw new InvalidInputException(FormattableString.Invariant($"Loading a translator: overlap is {Overlap}, needed 0 to {LargestOverlap}."));
        }
    }
}
