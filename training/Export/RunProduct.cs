using Gans.Formats;
using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Onnx;
using Gans.Training.Measures;
using Gans.Training.Steps;
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
    /// <param name="model">The run's model.</param>
    /// <param name="info">The run.</param>
    /// <param name="options">Which network, and how.</param>
    /// <exception cref="InvalidInputException">The model has no such network, or an option is of no use to it.</exception>
    internal static RunProduct Create(TrainableModel model, RunInfo info, ExportOptions options)
    {
        if (model is not TranslationModel && (options.Direction is not null || options.LiveDropout))
        {
            throw new InvalidInputException(
                $"Exporting {options.Run}: found {(options.LiveDropout ? "live_dropout" : "direction")} for {model.Name}, which translates no images. "
                + "Take the option out.");
        }

        if (options.Truncation is not null && (model is not GanModel || options.Network != ExportedNetwork.Product))
        {
            throw new InvalidInputException(
                $"Exporting {options.Run}: found truncation, needed a whole generator, whose latents it cuts. Take the option out.");
        }

        return (model, options.Network) switch
        {
            (GanModel gan, ExportedNetwork.Discriminator) =>
                new DiscriminatorProduct(gan.CreateDiscriminator(info.Options, info.Data.Shape), gan.IsDiscriminatorConditional, info, gan.Range),
            (GanModel gan, ExportedNetwork.Mapping or ExportedNetwork.Synthesis) => HalfOf(gan, info, options),
            (GanModel gan, _) => new GeneratorProduct(gan.CreateGenerator(info.Options, info.Data.Shape), info, gan.Range, options.Truncation),
            (TranslationModel translation, var network) => OfTranslation(translation, info, options, network),
            (ClassifierModel classifier, ExportedNetwork.Product) =>
                new ExtractorProduct(classifier.CreateClassifier(info.Options, info.Data.Shape), info, classifier.Range),
            (ClassifierModel, _) => throw new InvalidInputException(
                $"Exporting {model.Name}: found the network '{options.Network}', needed its own. Take the option network out."),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Name, "Nothing of this model is exported."),
        };
    }

    private static RunProduct HalfOf(GanModel model, RunInfo info, ExportOptions options)
    {
        var generator = model.CreateGenerator(info.Options, info.Data.Shape);
        if (generator is IStyled)
        {
            return options.Network == ExportedNetwork.Mapping
                ? new MappingProduct(generator, info, model.Range)
                : new SynthesisProduct(generator, info, model.Range);
        }

        generator.Dispose();
        throw new InvalidInputException(
            $"Exporting {options.Run}: found the network '{options.Network.ToWord()}', which the generator of {model.Name} has not as it was trained, "
            + "needed one with styles. Take the option network out.");
    }

    private static RunProduct OfTranslation(TranslationModel model, RunInfo info, ExportOptions options, ExportedNetwork network)
    {
        var names = info.Data.ClassNames is [var a, var b] ? (A: a, B: b) : (A: "source", B: "target");
        if (model.IsPaired != options.Direction is null)
        {
            throw new InvalidInputException(model.IsPaired
                ? $"Exporting {options.Run}: found a direction for {model.Name}, which learned one only. Take the option direction out."
                : $"Exporting {options.Run}: found no direction, needed one of two: AtoB ({names.A} to {names.B}) or BtoA ({names.B} to {names.A}). "
                    + "Give it (--direction).");
        }

        var isForth = options.Direction != TranslationDirection.BtoA;
        if (network == ExportedNetwork.Discriminator)
        {
            var judge = model.IsPaired ? PlayerNames.Discriminator : isForth ? PlayerNames.DiscriminatorB : PlayerNames.DiscriminatorA;
            return new PatchDiscriminatorProduct(model.CreateDiscriminator(info.Options, info.Data.Shape), judge, info, model.Range);
        }

        var translator = model.CreateGenerator(info.Options, info.Data.Shape);
        if (options.LiveDropout && translator.Masks.Count == 0)
        {
            translator.Dispose();
            throw new InvalidInputException(
                $"Exporting {options.Run}: found live_dropout, but this network has no dropout. Take the option out.");
        }

        var player = model.IsPaired ? PlayerNames.Generator : isForth ? PlayerNames.GeneratorAtoB : PlayerNames.GeneratorBtoA;
        (string, string)? domains = model.IsPaired ? null : isForth ? (names.A, names.B) : (names.B, names.A);
        return new TranslatorProduct(translator, player, domains, options.LiveDropout, info, model.Range);
    }

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

    /// <summary>The shape of samples: the data's, or that of the level that the weights of a network that grows are of.</summary>
    private DataShape Shape => Network is IGrowing { Growth.Size: var size } ? Info.Data.Shape with { Height = size, Width = size } : Info.Data.Shape;

    /// <summary>The input of a network that takes latents.</summary>
    private protected OnnxInput LatentsInput(GeneratorInputs draws) => new(ModelTensors.Latents, [OnnxAxis.N, Info.Options.LatentSize])
    {
        Sample = count => draws.Draw(count).Latent,
        Description = $"Latent vectors, {Info.Options.LatentDistribution.ToWord()}",
    };

    /// <summary>The input of a network that takes samples.</summary>
    protected OnnxInput SamplesInput() => new(SamplesName, [OnnxAxis.N, .. Shape.Sizes.Select(OnnxAxis.FromInt64)])
    {
        Sample = count => rand([count, .. Shape.Sizes]).Times(range.Max - range.Min).Plus(range.Min),
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
            ImageHeight = isVector ? null : Shape.Height,
            ImageWidth = isVector ? null : Shape.Width,
            ImageChannels = isVector ? null : Info.Data.Channels,
            Parameters = Network.ParameterCount(),
            Steps = steps,
            Dataset = Info.Data.Name,
            Seed = Info.Seed,
            Accuracy = accuracies is not null && accuracies.TryGetValue(Shares.HeldOut, out var share) ? share : null,
        };
    }
}
