namespace Gans.Inference.Metrics;

/// <summary>The measures that an evaluation can compute.</summary>
public static class Measures
{
    /// <summary>All of them, in the order in which they are listed to a person.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        new InceptionMeasure(),
        new ModeMeasure(),
        new AmMeasure(),
        new FrechetMeasure(),
        new FrechetLimitMeasure(),
        new KernelMeasure(),
        new PrecisionRecallMeasure(),
        new DensityCoverageMeasure(),
        new TwoSampleMeasure(),
        new SimilarityMeasure(),
        new BinMeasure(),
        new NeighboursMeasure(),
        new PixelNeighboursMeasure(),
        new PreferenceMeasure(),
        new ClassificationMeasure(),
        new ClassLeakageMeasure(),
        new CodeInformationMeasure(),
    ];
}
