using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>
/// A GAN's discriminator: images or vectors, and labels where it is told them, to how real they are, and to the classes or codes that it finds in them: the
/// classifier of a semi-supervised GAN, the class head of an AC-GAN, the Q network of an InfoGAN.
/// </summary>
internal sealed class DiscriminatorProduct : RunProduct
{
    private readonly Discriminator discriminator;
    private readonly bool isToldLabels;

    internal DiscriminatorProduct(Discriminator discriminator, bool isToldLabels, RunInfo info, PixelRange range)
        : base(info, range)
    {
        (this.discriminator, this.isToldLabels) = (discriminator, isToldLabels);
    }

    /// <inheritdoc/>
    internal override Module Network => discriminator;

    /// <inheritdoc/>
    internal override string Player => PlayerNames.Discriminator;

    /// <inheritdoc/>
    internal override OnnxExportReport Write(ModelCard description, string path) =>
        ModelFile.Write(discriminator, description, path, isToldLabels ? [SamplesInput(), LabelsInput()] : [SamplesInput()], Forward);

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies) =>
        DescribeRun(TellsClasses ? ModelKind.Classifier : ModelKind.Discriminator, steps, accuracies) with
        {
            Classes = TellsClasses || isToldLabels ? Info.Data.ClassNames.Count : 0,
            ClassNames = TellsClasses || isToldLabels ? Info.Data.ClassNames : [],
        };

    private bool TellsClasses => discriminator is StackedDiscriminator or HeadedDiscriminator { Classes: not null };

    private OnnxInput LabelsInput()
    {
        var classes = Info.Data.ClassNames.Count;
        return new(ModelTensors.Labels, [OnnxAxis.N])
        {
            Type = ScalarType.Int64,
            Sample = count => randint(0, classes, [count], ScalarType.Int64),
            Description = $"Classes, 0 to {classes - 1}",
        };
    }

    private IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values)
    {
        var outputs = discriminator.Run(values[0], isToldLabels ? values[1] : null, Mode.Inference);
        return
        [
            (ModelTensors.Scores, outputs.Logits),
            .. Named(ModelTensors.Logits, outputs.ClassLogits),
            .. Named(ModelTensors.Codes, outputs.CodeLogits),
        ];
    }

    private static IEnumerable<(string Name, Tensor Value)> Named(string name, Tensor? value) => value is null ? [] : [(name, value)];
}
