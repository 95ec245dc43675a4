using Gans.Formats;
using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Onnx;
using Gans.Training.Measures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>The network that a run is for, with what an export has to know of it.</summary>
/// <param name="info">The run.</param>
/// <param name="range">What its networks take for black and for white.</param>
internal abstract class RunProduct(RunInfo info, PixelRange range) : IDisposable
{
    /// <summary>The network; its weights are for the caller to fill in.</summary>
    internal abstract Module Network { get; }

    /// <summary>Its player in checkpoints.</summary>
    internal abstract string Player { get; }

    /// <summary>The run.</summary>
    protected RunInfo Info { get; } = info;

    /// <summary>Makes the network of a run.</summary>
    internal static RunProduct Create(TrainableModel model, RunInfo info, ExportedNetwork network) => (model, network) switch
    {
        (GanModel gan, ExportedNetwork.Discriminator) =>
            new DiscriminatorProduct(gan.CreateDiscriminator(info.Options, info.Data.Shape), gan.IsDiscriminatorConditional, info, gan.Range),
        (GanModel gan, _) => new GeneratorProduct(gan.CreateGenerator(info.Options, info.Data.Shape), info, gan.Range),
        (ClassifierModel classifier, ExportedNetwork.Product) =>
            new ExtractorProduct(classifier.CreateClassifier(info.Options, info.Data.Shape), info, classifier.Range),
        (ClassifierModel, _) =>
            throw new InvalidInputException($"Exporting {model.Name}: found the network '{network}', needed its own. Take the option network out."),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.Name, "Nothing of this model is exported."),
    };

    /// <summary>What the file says about itself.</summary>
    /// <param name="steps">Updates that the weights have seen.</param>
    /// <param name="accuracies">Shares of images that the weights told rightly, by kind.</param>
    internal abstract ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies);

    /// <summary>Exports and verifies the network on the CPU.</summary>
    /// <param name="description">What the file says about itself.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxExportException">The file's results are not libtorch's; it is not left behind.</exception>
    internal abstract OnnxExportReport Write(ModelCard description, string path);

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>What samples are called among inputs and outputs.</summary>
    protected string SamplesName => Info.Data.IsVector ? ModelTensors.Vectors : ModelTensors.Images;

    /// <summary>The input of a network that takes samples.</summary>
    protected OnnxInput SamplesInput() => new(SamplesName, [OnnxAxis.N, .. Info.Data.Shape.Sizes.Select(OnnxAxis.FromInt64)])
    {
        Sample = count => (rand([count, .. Info.Data.Shape.Sizes]) * (range.Max - range.Min)) + range.Min,
        Description = Info.Data.IsVector
            ? "Vectors as the network gives them"
            : FormattableString.Invariant($"Images, channels outermost, from {range.Min} (black) to {range.Max} (white)"),
    };

    /// <summary>What the file says of the run, whatever the network.</summary>
    /// <param name="kind">What the network is for.</param>
    /// <param name="steps">Updates that the weights have seen.</param>
    /// <param name="accuracies">Shares of images that the weights told rightly, by kind; null for a network that tells none.</param>
    protected ModelCard DescribeRun(ModelKind kind, long steps, IReadOnlyDictionary<string, double>? accuracies = null)
    {
        var isVector = Info.Data.IsVector;
        return new ModelCard
        {
            Kind = kind,
            Recipe = Info.Model,
            VectorSize = isVector ? Info.Data.Channels : null,
            ValueMin = isVector ? null : range.Min,
            ValueMax = isVector ? null : range.Max,
            ImageHeight = isVector ? null : Info.Data.Height,
            ImageWidth = isVector ? null : Info.Data.Width,
            ImageChannels = isVector ? null : Info.Data.Channels,
            Parameters = Network.ParameterCount(),
            Steps = steps,
            Dataset = Info.Data.Name,
            Seed = Info.Seed,
            Accuracy = accuracies is not null && accuracies.TryGetValue(Shares.HeldOut, out var share) ? share : null,
        };
    }
}
