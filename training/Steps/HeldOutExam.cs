using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>The share of a pack's images whose class a network tells.</summary>
/// <param name="classify">Images to class logits [N, classes or more], in inference mode.</param>
/// <param name="heldOut">The images, all of which are looked at.</param>
internal sealed class HeldOutExam(Func<Tensor, Tensor> classify, PackBatches heldOut) : Exam
{
    private const int BatchSize = 256;

    /// <inheritdoc/>
    public override void Run(LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        Tensor? right = null;
        for (var first = 0L; first < heldOut.Count; first += BatchSize)
        {
            using var inner = NewDisposeScope();
            var batch = heldOut.Range(first, (int)Math.Min(BatchSize, heldOut.Count - first));
            var told = ShareOf(classify(batch.Images), batch.Labels!).Times(batch.Labels!.shape[0]);
            right = (right is null ? told : right.Plus(told)).MoveToOuterDisposeScope();
        }

        losses.AddAccuracy(Shares.HeldOut, right!.Over(heldOut.Count));
    }

    /// <summary>The share of images whose greatest logit is that of their label.</summary>
    internal static Tensor ShareOf(Tensor logits, Tensor labels)
    {
        using var plain = no_grad();
        return logits.argmax(1).eq(labels).to(ScalarType.Float32).mean();
    }
}
