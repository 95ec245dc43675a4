using Gans.Formats;

namespace Gans.Training.Tests.Support;

/// <summary>Gives scores by step, and notes the steps and the images that the generator made.</summary>
/// <param name="values">The score at each step.</param>
internal sealed class ScriptedScorer(Func<long, double> values) : IRunScorer
{
    internal const int Samples = 6;

    public ScoringProtocol Protocol { get; init; } = new()
    {
        Metrics = ["fid"],
        MetricsSamples = Samples,
        MetricsSeed = 1,
        Extractor = "scripted",
    };

    internal List<long> Steps { get; } = [];

    internal ImageBatch? LastImages { get; private set; }

    public IReadOnlyList<RunScore> Score(IScoredGenerator generator, long step)
    {
        Steps.Add(step);
        LastImages = generator.Make(
            Latents(generator.LatentSize),
            [.. Enumerable.Range(0, generator.Classes > 0 ? Samples : 0).Select(i => (long)i % generator.Classes)],
            new float[Samples * generator.Codes.Size]);
        TorchSharp.torch.set_num_threads(2);   // as a library that shares OpenMP's pool may do
        return [new RunScore("fid", values(step)), new RunScore("kid", step)];
    }

    internal static float[] Latents(int size) => [.. Enumerable.Range(0, Samples * size).Select(i => MathF.Sin(i))];
}
