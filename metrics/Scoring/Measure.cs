using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// Something that an evaluation can compute: its name, what it needs, and how it is computed. To add one, derive a type and list it in <see cref="Measures"/>.
/// </summary>
/// <param name="Name">How it is asked for; its scores are called so, or begin so.</param>
/// <param name="Summary">What it says, in a few words.</param>
/// <param name="Better">Which values of its scores are good; null where it gives none.</param>
/// <param name="Needs">What it needs.</param>
public abstract record Measure(string Name, string Summary, Better? Better, Needs Needs)
{
    /// <summary>What cannot be joined from shards, or had from mean and covariance.</summary>
    internal const Needs OfEachImage = Needs.Features | Needs.Logits | OfPixels;

    /// <summary>What cannot be joined from shards.</summary>
    internal const Needs OfPixels = Needs.PixelRows | Needs.Images;

    /// <summary>A shorter name that it is asked for by as well; null for none.</summary>
    internal virtual string? Alias => null;

    /// <summary>Whether it needs one of these.</summary>
    internal bool NeedsAny(Needs some) => (Needs & some) != 0;

    /// <summary>Whether real images that stand for generated ones have scores to compare with.</summary>
    /// <param name="real">The real images.</param>
    internal virtual bool HasFloor(ImageSet real) => Better is not (null or Metrics.Better.LikeReal);

    /// <summary>Computes its scores from what the images left.</summary>
    /// <param name="context">Both sets, holding at least what it needs.</param>
    /// <exception cref="InvalidInputException">There are too few images, or they are not of the kind.</exception>
    internal abstract IEnumerable<Score> Compute(ScoringContext context);

    /// <summary>One of its scores, by its own name unless it has several.</summary>
    private protected Score Give(double value, double? deviation = null, string? name = null, string? note = null) =>
        new(name ?? Name, value, Better!.Value, deviation, note);
}
