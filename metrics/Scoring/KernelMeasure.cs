namespace Gans.Inference.Metrics;

/// <summary>The kernel distance of features, see <see cref="KernelDistance"/>.</summary>
internal sealed record KernelMeasure() : Measure(
    "kid", "squared kernel distance of features, unbiased", Metrics.Better.Lower, Needs.Features | Needs.Real)
{
    /// <inheritdoc/>
    internal override IEnumerable<Score> Compute(ScoringContext context)
    {
        context.RequireBoth(2, this, "two of each");
        var (fake, real) = (context.Fake.Features!, context.Real.Features!);
        var (mean, deviation) = KernelDistance.OverSubsets(real, fake, context.Seed, cancellation: context.Cancellation);
        var least = Math.Min(fake.Count, real.Count);
        if (deviation is null)
        {
            var usual = KernelDistance.DefaultSubsetSize;
            context.Warn($"kid: of all {fake.Count:N0} generated and {real.Count:N0} real images at once, by custom of subsets of {usual:N0}: no deviation");
        }
        else if (least < KernelDistance.DefaultSubsetSize)
        {
            context.Warn($"kid: subsets of {least:N0} images, by custom of {KernelDistance.DefaultSubsetSize:N0}: its deviation says less");
        }

        return [Give(mean, deviation)];
    }
}
