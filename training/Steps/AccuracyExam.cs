using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Measures;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>How many real and generated images the discriminator tells in inference mode, dropout off.</summary>
/// <remarks>Chapters 7 to 9 of Brownlee. There the images are new ones each time; here they stay, so that two looks differ by the weights alone.</remarks>
internal sealed class AccuracyExam : Exam, IDisposable
{
    private readonly Scene scene;
    private readonly GeneratorInput input;
    private readonly Batch real;
    private readonly double threshold;

    /// <summary>Draws what fakes are made from.</summary>
    /// <param name="scene">The networks.</param>
    /// <param name="real">The real images; owned from now on.</param>
    /// <param name="threshold">Logits above it call an image real.</param>
    /// <param name="every">Epochs between looks.</param>
    internal AccuracyExam(Scene scene, Batch real, double threshold, int every)
    {
        (this.scene, this.real, this.threshold, Every) = (scene, real, threshold, every);
        input = scene.Inputs.DrawInTurn((int)real.Images.shape[0]);
        foreach (var tensor in Tensors)
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public override int Every { get; }

    private IEnumerable<Tensor> Tensors =>
        ((Tensor?[])[real.Images, real.Labels, input.Latent, input.Labels, input.Codes]).OfType<Tensor>();

    /// <inheritdoc/>
    public override void Run(LossLog losses)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var labels = scene.Generator.ClassCount > 0 ? real.Labels : null;
        losses.AddAccuracy(Shares.ExaminedReal, ShareCalledReal(scene.AtLevel(real.Images), labels));
        losses.AddAccuracy(Shares.ExaminedFake, ShareCalledReal(scene.Generator.Run(input, Mode.Inference), input.Labels).From(1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors)
        {
            tensor.Dispose();
        }
    }

    private Tensor ShareCalledReal(Tensor images, Tensor? labels) =>
        scene.Judge.Run(images, labels, Mode.Inference).Logits.gt(Held.Number(threshold)).to(ScalarType.Float32).mean();
}
