using System.Collections.Immutable;

namespace Gans.Pipeline.Stages;

/// <summary>The built-in stages that a pipeline can use.</summary>
/// <param name="stages">The stages, in the order of help texts.</param>
internal sealed class StageCatalog(params ImmutableArray<BuiltInStage> stages)
{
    /// <summary>The stages that Gans ships.</summary>
    public static StageCatalog Default { get; } = new(
        new PrepareStage(),
        new TrainStage(),
        new ExportStage(),
        new AdoptStage(),
        new SampleStage(),
        new InterpolateStage(),
        new ArithmeticStage(),
        new SweepStage(),
        new MixStage(),
        new NoiseStage(),
        new TranslateStage(),
        new EvaluateStage(),
        new PathLengthStage(),
        new ReportStage(),
        new CompareStage());

    /// <summary>The stages, in the order of help texts.</summary>
    public ImmutableArray<BuiltInStage> Stages { get; } = stages;

    /// <summary>Their names.</summary>
    public ImmutableArray<string> Names { get; } = [.. stages.Select(stage => stage.Name)];

    /// <summary>A stage by name, or null.</summary>
    /// <param name="name">The word after <c>uses</c>.</param>
    public BuiltInStage? Find(string name) => Stages.FirstOrDefault(stage => stage.Name == name);
}
