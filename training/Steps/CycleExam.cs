using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>How far held-out images of both domains are from what they become there and back, in inference mode.</summary>
/// <param name="forth">From the first domain to the second.</param>
/// <param name="back">From the second domain to the first.</param>
/// <param name="heldOut">The images, all of which are looked at: of two classes, or pairs.</param>
internal sealed class CycleExam(ImageTranslator forth, ImageTranslator back, PackBatches heldOut) : Exam
{
    private const double Range = 2;   // from black, -1, to white

    /// <inheritdoc/>
    public override void Run(LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var (sum, count) = (zeros([], ScalarType.Float64), 0L);
        for (var i = 0L; i < heldOut.Count; i++)
        {
            using var inner = NewDisposeScope();
            var batch = heldOut.Range(i, 1);
            (Tensor Image, bool IsFirst)[] images = batch.Targets is { } targets
                ? [(batch.Images, true), (targets, false)]
                : [(batch.Images, batch.Labels!.item<long>() == 0)];
            foreach (var (image, isFirst) in images)
            {
                var (there, again) = isFirst ? (forth, back) : (back, forth);
                var result = again.Run(new TranslatorInput(there.Run(new TranslatorInput(image), Mode.Inference)), Mode.Inference);
                sum.AddInPlace((result - image).abs().mean().to(ScalarType.Float64).cpu());
                count++;
            }
        }

        losses.Add(Curves.HeldOutCycle, PlayerNames.GeneratorAtoB, sum.Over(Range * count).to(ScalarType.Float32));
    }
}
