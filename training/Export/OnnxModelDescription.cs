using System.Globalization;
using System.Text.Json;
using Gans.Formats;
using Gans.Models;
using Gans.Onnx;

namespace Gans.Training.Export;

/// <summary>What an exported file says about itself: its <c>metadata_props</c>, under keys that begin with <c>gans.</c>. What is null is left out.</summary>
public sealed record OnnxModelDescription
{
    /// <summary>Version of the keys and of their meaning.</summary>
    public const int FormatVersion = 1;

    /// <summary>Name of vectors among inputs and outputs.</summary>
    public const string Vectors = "vectors";

    /// <summary>What the network is for. Generators and translators get the output <c>pixels</c>, unless they make vectors.</summary>
    public required OnnxModelKind Kind { get; init; }

    /// <summary>Name of the model that was trained, such as <c>dcgan-fashion</c>.</summary>
    public required string Recipe { get; init; }

    /// <summary>Width of the input <c>z</c>.</summary>
    public int? LatentSize { get; init; }

    /// <summary>Law of the input <c>z</c>.</summary>
    public LatentDistribution? LatentDistribution { get; init; }

    /// <summary>Number of classes that the network tells apart or is asked for; null where it has none.</summary>
    public int? Classes { get; init; }

    /// <summary>Names of the classes, in the order of the labels; null where they have none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Numbers in a vector, where the network makes or judges vectors and no images; what is said of images then says nothing.</summary>
    public int? VectorSize { get; init; }

    /// <summary>Value of black in the network's images.</summary>
    public double ValueMin { get; init; }

    /// <summary>Value of white in the network's images.</summary>
    public double ValueMax { get; init; }

    /// <summary>Rows of an image.</summary>
    public int ImageHeight { get; init; }

    /// <summary>Columns of an image.</summary>
    public int ImageWidth { get; init; }

    /// <summary>1 for grey, 3 for RGB.</summary>
    public int ImageChannels { get; init; }

    /// <summary>Number of the network's parameters, running statistics included.</summary>
    public long? Parameters { get; init; }

    /// <summary>Generator updates that the weights have seen.</summary>
    public long? Steps { get; init; }

    /// <summary>Name of the dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>Seed of the training run.</summary>
    public long? Seed { get; init; }

    /// <summary>More entries, such as an extractor's weights' digest; their keys are whole (<c>gans.weights_sha256</c>).</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    /// <summary>Version of this software, as <c>gans.tool_version</c> and <c>producer_version</c> hold it.</summary>
    public static string ToolVersion => GansVersion.Current;

    /// <summary>The entries in the order in which they are written.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToMetadata()
    {
        IEnumerable<(string Key, object? Value)> entries =
        [
            ("format", FormatVersion),
            ("kind", KindName),
            ("recipe", Recipe),
            ("latent_size", LatentSize),
            ("latent_distribution", LatentDistribution?.ToString().ToLowerInvariant()),
            ("classes", Classes ?? ClassNames?.Count),
            ("class_names", ClassNames is null ? null : JsonSerializer.Serialize(ClassNames)),
            .. SampleEntries(),
            ("parameters", Parameters),
            ("steps", Steps),
            ("dataset", Dataset),
            ("seed", Seed),
            ("tool_version", ToolVersion),
        ];
        return entries
            .Where(entry => entry.Value is not null)
            .Select(entry => KeyValuePair.Create($"gans.{entry.Key}", Convert.ToString(entry.Value, CultureInfo.InvariantCulture)!))
            .Concat(More);
    }

    internal string KindName => Kind.ToString().ToLowerInvariant();

    internal bool MakesSamples => Kind is OnnxModelKind.Generator or OnnxModelKind.Translator;

    internal bool MakesImages => MakesSamples && VectorSize is null;

    /// <summary>What samples are called among inputs and outputs.</summary>
    internal string SamplesName => VectorSize is null ? ModelFile.Images : Vectors;

    internal void Validate()
    {
        if (ClassNames is not null && Classes is { } classes && classes != ClassNames.Count)
        {
            throw new OnnxExportException(
                $"Exporting {Recipe}: {ClassNames.Count} names of {classes} classes; each class needs one. Name all of them or none.");
        }

        if (VectorSize is null)
        {
            ValidateImages();
        }
        else if (VectorSize <= 0)
        {
            throw new OnnxExportException($"Exporting {Recipe}: vectors of {VectorSize} numbers; they need one or more. Correct the description.");
        }
    }

    private void ValidateImages()
    {
        if (!(ValueMin < ValueMax))
        {
            throw new OnnxExportException(
                FormattableString.Invariant($"Exporting {Recipe}: the value range is {ValueMin} to {ValueMax}; the second must be greater. ")
                + "Give the range of the network's last activation, such as -1 to 1.");
        }

        if (ImageHeight <= 0 || ImageWidth <= 0 || ImageChannels is not (1 or 3))
        {
            throw new OnnxExportException(
                $"Exporting {Recipe}: images of {ImageHeight}x{ImageWidth} with {ImageChannels} channels; sizes must be positive and channels 1 or 3.");
        }
    }

    private IEnumerable<(string Key, object? Value)> SampleEntries() => VectorSize is { } size
        ? [("vector_size", size)]
        : [("value_min", ValueMin), ("value_max", ValueMax), ("image_height", ImageHeight), ("image_width", ImageWidth), ("image_channels", ImageChannels)];
}
