using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>How far translations of held-out sources are from their targets, in inference mode.</summary>
/// <param name="generator">The network.</param>
/// <param name="heldOut">The pairs, all of which are looked at.</param>
internal sealed class PairExam(ImageTranslator generator, PackBatches heldOut) : Exam
{
    private const double Range = 2;   // from black, -1, to white

    /// <inheritdoc/>
    public override void Run(LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var sum = zeros([], ScalarType.Float64);
        for (var i = 0L; i < heldOut.Count; i++)
        {
            using var inner = NewDisposeScope();
            var pair = heldOut.Range(i, 1);
            var made = generator.Run(new TranslatorInput(pair.Images), Mode.Inference);
            sum.AddInPlace((made - pair.Targets!).abs().mean().to(ScalarType.Float64).cpu());
        }

        losses.Add(Curves.HeldOutDifference, PlayerNames.Generator, sum.Over(Range * heldOut.Count).to(ScalarType.Float32));
    }
}
