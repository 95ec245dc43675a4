using Gans.Models;
using Gans.Torch;
using Gans.Training.Loop;

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
        using var scope = new TensorScope();
        var made = samples.Make();
        var (count, length) = made.Shape.Expect2("N, D");
        var values = made.ToArray<float>();
        var right = Enumerable.Range(0, (int)count).Count(i => data.Obeys(values.AsSpan(i * (int)length, (int)length)));
        losses.AddAccuracy(Name, Tensor.Full([], (double)right / count, DType.Float32, made.Device));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        samples.Dispose();
        base.Dispose(disposing);
    }
}
