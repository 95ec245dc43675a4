using Gans.Models;
using Gans.Onnx;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>The share of samples that obey the law of the data, where it is known: chapter 6 of Brownlee notes that such a measure is possible.</summary>
/// <param name="samples">Samples of the generator; owned from now on.</param>
/// <param name="data">The law.</param>
internal sealed class LawExam(SampleMaker samples, GeneratedData data) : Exam, IDisposable
{
    /// <inheritdoc/>
    public override void Run(LossLog losses)
    {
        using var scope = NewDisposeScope();
        var made = samples.Make();
        var (count, length) = (made.shape[0], made.shape[1]);
        var values = made.ToArray<float>();
        var right = Enumerable.Range(0, (int)count).Count(i => data.Obeys(values.AsSpan(i * (int)length, (int)length)));
        losses.AddAccuracy(Shares.OnTarget, full([], Held.Number((double)right / count), ScalarType.Float32, made.device));
    }

    /// <inheritdoc/>
    public void Dispose() => samples.Dispose();
}
