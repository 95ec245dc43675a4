using Gans.Models;
using Gans.Training.Loop;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>The share of samples that obey the law of the data, where it is known: spec 02, S1.6, notes that such a measure is possible.</summary>
/// <param name="samples">Samples of the generator; owned from now on.</param>
/// <param name="data">The law.</param>
internal sealed class LawExamination(SampleMaker samples, GeneratedData data) : Examination
{
    /// <summary>Name of the result among the accuracies.</summary>
    internal const string Name = "on_target";

    /// <inheritdoc/>
    public override void Run(LossLog losses)
    {
        using var scope = NewDisposeScope();
        var made = samples.Make();
        var (count, length) = (made.shape[0], made.shape[1]);
        var values = made.ToArray<float>();
        var right = Enumerable.Range(0, (int)count).Count(i => data.Obeys(values.AsSpan(i * (int)length, (int)length)));
        losses.AddAccuracy(Name, full([], (double)right / count, ScalarType.Float32, made.device));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        samples.Dispose();
        base.Dispose(disposing);
    }
}
