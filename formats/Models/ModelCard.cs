using System.Globalization;
using System.Text.Json;

namespace Gans.Formats;

/// <summary>
/// What a model file says of itself: the entries of its <c>metadata_props</c> whose keys begin with <c>gans.</c>. The exporter writes it, whoever runs the file
/// reads it, and nobody else knows the keys. What a file does not say is null, 0 or empty. Immutable.
/// </summary>
public sealed record ModelCard
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "gans.";

    /// <summary>The layout of the entries that is written, and the newest that is read.</summary>
    public const int CurrentFormat = 1;

    private const int LargestSide = 1 << 16;
    private const int LargestLatent = 1 << 20;

    /// <summary>Version of the entries' own layout, <c>format</c>.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>What the model is for, <c>kind</c>.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Name of the model that was trained, <c>recipe</c>, such as <c>dcgan-fashion</c>.</summary>
    public string? Recipe { get; init; }

    /// <summary>Values in one latent, <c>latent_size</c>.</summary>
    public int? LatentSize { get; init; }

    /// <summary>The law of the latents that it was trained on, <c>latent_distribution</c>.</summary>
    public LatentDistribution? LatentDistribution { get; init; }

    /// <summary>
    /// The truncation of latents that it was exported for, <c>truncation</c>: its batch normalisations have the statistics of such, and samples are drawn with
    /// it where nothing else is asked for. Null for none.
    /// </summary>
    public double? Truncation { get; init; }

    /// <summary>Number of classes that it tells apart or is asked for, <c>classes</c>; 0 where it knows none.</summary>
    public int Classes { get; init; }

    /// <summary>The classes' names in the order of their labels, <c>class_names</c>; may be empty.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What control codes hold, <c>code_categories</c> and <c>continuous_codes</c>; of size 0 for a model without any.</summary>
    public CodeLayout Codes { get; init; } = new(0, 0);

    /// <summary>
    /// The styles of a style-based generator, <c>style_size</c>, <c>coarse_layers</c>, <c>middle_layers</c> and <c>fine_layers</c>; of size 0 for a model
    /// without any.
    /// </summary>
    public StyleLayout Styles { get; init; } = new(0, 0, 0, 0);

    /// <summary>Numbers in a vector, <c>vector_size</c>, where the model makes or judges vectors, not images.</summary>
    public int? VectorSize { get; init; }

    /// <summary>What a translator translates, <c>source_domain</c>.</summary>
    public string? SourceDomain { get; init; }

    /// <summary>What a translator translates into, <c>target_domain</c>.</summary>
    public string? TargetDomain { get; init; }

    /// <summary>What became of a translator's dropout, <c>dropout</c>; null where it has none.</summary>
    public DropoutState? Dropout { get; init; }

    /// <summary>Value of black in the network's images, <c>value_min</c>.</summary>
    public double? ValueMin { get; init; }

    /// <summary>Value of white in the network's images, <c>value_max</c>.</summary>
    public double? ValueMax { get; init; }

    /// <summary>Pixels from top to bottom, <c>image_height</c>.</summary>
    public int? ImageHeight { get; init; }

    /// <summary>Pixels from left to right, <c>image_width</c>.</summary>
    public int? ImageWidth { get; init; }

    /// <summary>1 for grey, 3 for RGB, <c>image_channels</c>.</summary>
    public int? ImageChannels { get; init; }

    /// <summary>Number of the network's values, running statistics included, <c>parameters</c>.</summary>
    public long? Parameters { get; init; }

    /// <summary>Generator updates that the weights have seen, <c>steps</c>.</summary>
    public long? Steps { get; init; }

    /// <summary>What it was trained on, <c>dataset</c>.</summary>
    public string? Dataset { get; init; }

    /// <summary>The training run's seed, <c>seed</c>.</summary>
    public long? Seed { get; init; }

    /// <summary>Version of Gans that exported it, <c>tool_version</c>.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>What the weights are and where they came from, in one line, <c>weights</c>.</summary>
    public string? Weights { get; init; }

    /// <summary>SHA-256 of the weights, lower-case hexadecimal, <c>weights_sha256</c>.</summary>
    public string? WeightsSha256 { get; init; }

    /// <summary>How images should reach the network's size, <c>resize</c>.</summary>
    public ResizeRule? Resize { get; init; }

    /// <summary>Share of held-out images whose class it finds, 0 to 1, <c>accuracy</c>.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Whether it makes samples: images, unless it makes vectors.</summary>
    public bool MakesSamples => Kind is ModelKind.Generator or ModelKind.Synthesis or ModelKind.Translator;

    /// <summary>What samples are called among inputs and outputs.</summary>
    public string SamplesName => VectorSize is null ? ModelTensors.Images : ModelTensors.Vectors;

    /// <summary>Reads the card in a file's metadata; entries that it does not know are passed over.</summary>
    /// <param name="name">The file, for messages.</param>
    /// <param name="metadata">All entries of the file.</param>
    /// <exception cref="InvalidInputException">There is none, or one of a newer format or an unknown kind, or an entry is malformed.</exception>
    public static ModelCard Read(string name, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var reader = new ModelCardReader(name, metadata);
        var format = (int)(reader.Whole(ModelKeys.Format, 1, int.MaxValue) ?? CurrentFormat);
        if (format > CurrentFormat)
        {
            throw new InvalidInputException(
                $"Reading {name}: metadata format {format}, needed {CurrentFormat}. Update Gans, or export the model again with this version.");
        }

        return new ModelCard
        {
            Format = format,
            Kind = reader.RequiredChoice<ModelKind>(ModelKeys.Kind),
            Recipe = reader.Text(ModelKeys.Recipe),
            LatentSize = (int?)reader.Whole(ModelKeys.LatentSize, 1, LargestLatent),
            LatentDistribution = reader.Choice<LatentDistribution>(ModelKeys.LatentDistribution),
            Truncation = reader.Real(ModelKeys.Truncation),
            Classes = Count(ModelKeys.Classes),
            ClassNames = reader.Texts(ModelKeys.ClassNames),
            Codes = new CodeLayout(Count(ModelKeys.CodeCategories), Count(ModelKeys.ContinuousCodes)),
            Styles = new StyleLayout(
                Count(ModelKeys.StyleSize), Count(ModelKeys.CoarseLayers), Count(ModelKeys.MiddleLayers), Count(ModelKeys.FineLayers)),
            VectorSize = (int?)reader.Whole(ModelKeys.VectorSize, 1, LargestLatent),
            SourceDomain = reader.Text(ModelKeys.SourceDomain),
            TargetDomain = reader.Text(ModelKeys.TargetDomain),
            Dropout = reader.Choice<DropoutState>(ModelKeys.Dropout),
            ValueMin = reader.Real(ModelKeys.ValueMin),
            ValueMax = reader.Real(ModelKeys.ValueMax),
            ImageHeight = (int?)reader.Whole(ModelKeys.ImageHeight, 1, LargestSide),
            ImageWidth = (int?)reader.Whole(ModelKeys.ImageWidth, 1, LargestSide),
            ImageChannels = (int?)reader.Whole(ModelKeys.ImageChannels, 1, LargestSide),
            Parameters = reader.Whole(ModelKeys.Parameters, 0, long.MaxValue),
            Steps = reader.Whole(ModelKeys.Steps, 0, long.MaxValue),
            Dataset = reader.Text(ModelKeys.Dataset),
            Seed = reader.Whole(ModelKeys.Seed, long.MinValue, long.MaxValue),
            ToolVersion = reader.Text(ModelKeys.ToolVersion),
            Weights = reader.Text(ModelKeys.Weights),
            WeightsSha256 = reader.Text(ModelKeys.WeightsSha256),
            Resize = reader.Choice<ResizeRule>(ModelKeys.Resize),
            Accuracy = reader.Real(ModelKeys.Accuracy),
        };

        int Count(string key) => (int)(reader.Whole(key, 0, LargestLatent) ?? 0);
    }

    /// <summary>What the card says, in the order in which it is written and shown: keys without their prefix; text, a number, or a list of texts.</summary>
    public IEnumerable<KeyValuePair<string, object>> Entries()
    {
        IEnumerable<(string Key, object? Value)> entries =
        [
            (ModelKeys.Format, Format),
            (ModelKeys.Kind, Kind.ToWord()),
            (ModelKeys.Recipe, Recipe),
            (ModelKeys.LatentSize, LatentSize),
            (ModelKeys.LatentDistribution, LatentDistribution?.ToWord()),
            (ModelKeys.Truncation, Truncation),
            (ModelKeys.Classes, Classes),
            (ModelKeys.ClassNames, ClassNames),
            (ModelKeys.CodeCategories, NoneIfZero(Codes.Categories)),
            (ModelKeys.ContinuousCodes, NoneIfZero(Codes.Continuous)),
            (ModelKeys.StyleSize, NoneIfZero(Styles.Size)),
            (ModelKeys.CoarseLayers, NoneIfZero(Styles.Coarse)),
            (ModelKeys.MiddleLayers, NoneIfZero(Styles.Middle)),
            (ModelKeys.FineLayers, NoneIfZero(Styles.Fine)),
            (ModelKeys.VectorSize, VectorSize),
            (ModelKeys.SourceDomain, SourceDomain),
            (ModelKeys.TargetDomain, TargetDomain),
            (ModelKeys.Dropout, Dropout?.ToWord()),
            (ModelKeys.ValueMin, ValueMin),
            (ModelKeys.ValueMax, ValueMax),
            (ModelKeys.ImageHeight, ImageHeight),
            (ModelKeys.ImageWidth, ImageWidth),
            (ModelKeys.ImageChannels, ImageChannels),
            (ModelKeys.Parameters, Parameters),
            (ModelKeys.Steps, Steps),
            (ModelKeys.Dataset, Dataset),
            (ModelKeys.Seed, Seed),
            (ModelKeys.ToolVersion, ToolVersion),
            (ModelKeys.Weights, Weights),
            (ModelKeys.WeightsSha256, WeightsSha256),
            (ModelKeys.Resize, Resize?.ToWord()),
            (ModelKeys.Accuracy, Accuracy),
        ];
        return entries.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!));
    }

    /// <summary>The entries as a file's metadata, which <see cref="Read"/> reads. A model without classes says nothing of them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Write() => Entries()
        .Where(static entry => entry.Value is not (0 or IReadOnlyList<string> { Count: 0 }))
        .Select(static entry => KeyValuePair.Create(Prefix + entry.Key, ToText(entry.Value)));

    private static int? NoneIfZero(int count) => count > 0 ? count : null;

    private static string ToText(object value) => value switch
    {
        IReadOnlyList<string> texts => ToJson(texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string ToJson(IReadOnlyList<string> texts) => $"[{string.Join(',', texts.Select(static text => $"\"{JsonEncodedText.Encode(text)}\""))}]";
}
