namespace Gans.Inference.Metrics;

/// <summary>Bins of real pixels that generated images fill otherwise, see <see cref="BinComparison"/>.</summary>
internal sealed record BinMeasure() : Measure(
    "ndb", "bins of the real images that generated ones fill otherwise", Metrics.Better.Lower, Needs.PixelRows | Needs.Real)
{
    private const long ImagesPerBin = 500;

    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        ScoringContext.Require(context.Real, BinComparison.DefaultBins, this, "one a bin");
        var (fake, real) = (context.Fake.Pixels!, context.Real.Pixels!);
        if (real.Count < BinComparison.DefaultBins * ImagesPerBin)
        {
            context.Warn($"ndb: {real.Count:N0} real images in {BinComparison.DefaultBins} bins, advised are {ImagesPerBin} a bin");
        }

        var (share, divergence) = BinComparison.Compute(real, fake, context.Seed, cancellation: context.Cancellation);
        return [Give(share), Give(divergence, name: "ndb_js")];
    }
}
