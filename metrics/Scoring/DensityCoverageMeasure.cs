namespace Gans.Inference.Metrics;

/// <summary>Density and coverage of features, see <see cref="DensityCoverage"/>.</summary>
internal sealed record DensityCoverageMeasure() : Measure(
    "density_coverage", "the same, robust against outliers", Metrics.Better.Higher, Needs.Features | Needs.Real)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        context.RequireBoth(DensityCoverage.DefaultNeighbours + 1, this, "more of each than neighbours");
        var (density, coverage) = DensityCoverage.Compute(context.Real.Features!, context.Fake.Features!, cancellation: context.Cancellation);
        return [Give(density, name: "density"), Give(coverage, name: "coverage")];
    }
}
