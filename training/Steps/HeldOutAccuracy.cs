using Gans.Formats;
using Gans.Models.Classifiers;
using Gans.Torch;
using Gans.Training.Batches;
using Gans.Training.Loop;

namespace Gans.Training.Steps;

/// <summary>The share of a pack's images whose class a classifier tells.</summary>
/// <param name="classifier">The classifier.</param>
/// <param name="heldOut">The images, all of which are looked at.</param>
/// <param name="device">Where the classifier is.</param>
internal sealed class HeldOutAccuracy(Classifier classifier, DatasetPack heldOut, Device device) : Examination
{
    /// <summary>Name of the result among the accuracies.</summary>
    internal const string Name = "test";

    private const int BatchSize = 256;

    /// <inheritdoc/>
    public override void Run(LossLog losses)
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        var batches = new PackBatches(heldOut, device);
        var right = Tensor.Zeros([]).To(device);
        for (var first = 0L; first < heldOut.Count; first += BatchSize)
        {
            using var inner = new TensorScope();
            var batch = batches.Range(first, (int)Math.Min(BatchSize, heldOut.Count - first));
            var told = classifier.Forward(batch.Images, Mode.Inference).Logits.ArgMax(1);
            right.AddInPlace(told.EqualTo(batch.Labels!).To(DType.Float32).Sum());
        }

        losses.AddAccuracy(Name, right / heldOut.Count);
    }
}
