namespace Gans.Inference.Metrics;

/// <summary>The same pictures as <see cref="NeighboursMeasure"/>, by pixels alone: the extractor, which takes most of the time, looks at no image.</summary>
internal sealed record PixelNeighboursMeasure() : Measure(
    "pixel_neighbours", "the same by pixels alone, quick for any number of images", Better: null, Needs.Images | Needs.Real | Needs.Folder)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        context.AddPictures(new NeighbourPictures(context, byFeatures: false).Write());
        return [];
    }
}
