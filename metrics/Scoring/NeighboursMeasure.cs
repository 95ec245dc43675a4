namespace Gans.Inference.Metrics;

/// <summary>Pictures of images beside the nearest ones of the other set, see <see cref="NeighbourPictures"/>.</summary>
internal sealed record NeighboursMeasure() : Measure(
    "neighbours", "pictures of the nearest real images of generated ones, and the other way round", Better: null,
    Needs.Features | Needs.Images | Needs.Real | Needs.Folder)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        context.AddPictures(new NeighbourPictures(context, byFeatures: true).Write());
        return [];
    }
}
