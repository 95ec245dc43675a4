using Gans.Formats;
using Gans.Inference.Metrics;

namespace Gans.Inference;

/// <summary>What an exported model file says of itself: its metadata and what goes in and out. Immutable.</summary>
/// <remarks>
/// Read without ONNX Runtime and without the weights, in about a millisecond. Numbers that the file does not give are null; a file of an
/// unknown kind, of a newer format or with a malformed entry is refused.
/// </remarks>
public sealed class ModelInfo
{
    private const int LargestSide = 1 << 16;
    private const int LargestLatent = 1 << 20;
    private const int NewestFormat = 1;

    private ModelInfo(string name, OnnxHeader header)
    {
        var metadata = new ModelMetadata(name, header.Metadata);
        Name = name;
        Kind = metadata.Choice<ModelKind>("gans.kind", metadata.RequiredText("gans.kind"));
        Format = (int)(metadata.Whole("gans.format", 1, int.MaxValue) ?? NewestFormat);
        Recipe = metadata.Text("gans.recipe");
        LatentSize = (int?)metadata.Whole("gans.latent_size", 1, LargestLatent);
        LatentDistribution = metadata.Text("gans.latent_distribution") is { } law ? metadata.Choice<LatentDistribution>("gans.latent_distribution", law) : null;
        Classes = (int)(metadata.Whole("gans.classes", 0, LargestLatent) ?? 0);
        ClassNames = metadata.Texts("gans.class_names");
        CodeCategories = (int)(metadata.Whole("gans.code_categories", 0, LargestLatent) ?? 0);
        ContinuousCodes = (int)(metadata.Whole("gans.continuous_codes", 0, LargestLatent) ?? 0);
        VectorSize = (int?)metadata.Whole("gans.vector_size", 1, LargestLatent);
        ValueMin = metadata.Real("gans.value_min");
        ValueMax = metadata.Real("gans.value_max");
        ImageHeight = (int?)metadata.Whole("gans.image_height", 1, LargestSide);
        ImageWidth = (int?)metadata.Whole("gans.image_width", 1, LargestSide);
        ImageChannels = (int?)metadata.Whole("gans.image_channels", 1, LargestSide);
        Parameters = metadata.Whole("gans.parameters", 0, long.MaxValue);
        Steps = metadata.Whole("gans.steps", 0, long.MaxValue);
        Dataset = metadata.Text("gans.dataset");
        Seed = metadata.Whole("gans.seed", long.MinValue, long.MaxValue);
        ToolVersion = metadata.Text("gans.tool_version");
        Weights = metadata.Text("gans.weights");
        WeightsSha256 = metadata.Text("gans.weights_sha256");
        Resize = metadata.Text("gans.resize") is { } rule ? metadata.Choice<ResizeRule>("gans.resize", rule) : null;
        (IrVersion, Opset, Producer) = (header.IrVersion, header.Opset, header.Producer);
        (Inputs, Outputs, Metadata) = (header.Inputs, header.Outputs, header.Metadata);
    }

    /// <summary>The path, or the name that was given for bytes and streams; messages begin with it.</summary>
    public string Name { get; }

    /// <summary>Version of the metadata's own layout, <c>gans.format</c>; 1.</summary>
    public int Format { get; }

    /// <summary>What the model is for, <c>gans.kind</c>.</summary>
    public ModelKind Kind { get; }

    /// <summary>The recipe that it was trained by, <c>gans.recipe</c>.</summary>
    public string? Recipe { get; }

    /// <summary>Values in one latent, <c>gans.latent_size</c>.</summary>
    public int? LatentSize { get; }

    /// <summary>The law of the latents that it was trained on, <c>gans.latent_distribution</c>.</summary>
    public LatentDistribution? LatentDistribution { get; }

    /// <summary>Number of classes, <c>gans.classes</c>; 0 for a model without labels.</summary>
    public int Classes { get; }

    /// <summary>The classes' names in the order of their labels, <c>gans.class_names</c>; may be empty.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Values of the category in a control code, <c>gans.code_categories</c>; 0 for a model without one.</summary>
    public int CodeCategories { get; }

    /// <summary>Numbers in a control code, <c>gans.continuous_codes</c>; 0 for a model without any.</summary>
    public int ContinuousCodes { get; }

    /// <summary>Numbers in a vector, <c>gans.vector_size</c>, where the model makes or judges vectors, not images.</summary>
    public int? VectorSize { get; }

    /// <summary>Least value of <c>images</c>, <c>gans.value_min</c>: black.</summary>
    public float? ValueMin { get; }

    /// <summary>Greatest value of <c>images</c>, <c>gans.value_max</c>: white.</summary>
    public float? ValueMax { get; }

    /// <summary>Pixels from top to bottom, <c>gans.image_height</c>.</summary>
    public int? ImageHeight { get; }

    /// <summary>Pixels from left to right, <c>gans.image_width</c>.</summary>
    public int? ImageWidth { get; }

    /// <summary>1 for grey, 3 for RGB, <c>gans.image_channels</c>.</summary>
    public int? ImageChannels { get; }

    /// <summary>Number of trained values, <c>gans.parameters</c>.</summary>
    public long? Parameters { get; }

    /// <summary>Generator updates behind it, <c>gans.steps</c>.</summary>
    public long? Steps { get; }

    /// <summary>What it was trained on, <c>gans.dataset</c>.</summary>
    public string? Dataset { get; }

    /// <summary>The training run's seed, <c>gans.seed</c>.</summary>
    public long? Seed { get; }

    /// <summary>Version of Gans that exported it, <c>gans.tool_version</c>.</summary>
    public string? ToolVersion { get; }

    /// <summary>What the weights are and where they came from, in one line, <c>gans.weights</c>.</summary>
    public string? Weights { get; }

    /// <summary>SHA-256 of the weights, lower-case hexadecimal, <c>gans.weights_sha256</c>.</summary>
    public string? WeightsSha256 { get; }

    /// <summary>How images should reach the network's size, <c>gans.resize</c>.</summary>
    public ResizeRule? Resize { get; }

    /// <summary>ONNX' intermediate representation version.</summary>
    public long IrVersion { get; }

    /// <summary>Version of ONNX' standard operators.</summary>
    public long Opset { get; }

    /// <summary>The program that wrote the file; may be empty.</summary>
    public string Producer { get; }

    /// <summary>What goes in.</summary>
    public IReadOnlyList<TensorDeclaration> Inputs { get; }

    /// <summary>What comes out.</summary>
    public IReadOnlyList<TensorDeclaration> Outputs { get; }

    /// <summary>Every metadata entry as it stands in the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a model file's description.</summary>
    /// <param name="path">An ONNX file that Gans exported.</param>
    /// <exception cref="InvalidInputException">It cannot be opened, is no ONNX file, is damaged, or was not exported by Gans.</exception>
    public static ModelInfo Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = InputFile.Open(path);
            return Read(file, path);
        }
        catch (IOException e)
        {
            throw new InvalidInputException($"Reading {path}: {e.Message.TrimEnd('.')}, needed a readable ONNX file. Check the path.", e);
        }
    }

    /// <summary>Reads a model's description from a stream that can seek, from its beginning; leaves it open.</summary>
    /// <param name="stream">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">It is no ONNX file, is damaged, or was not exported by Gans.</exception>
    public static ModelInfo Read(Stream stream, string name = "model")
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var info = new ModelInfo(name, OnnxHeader.Read(stream));
            return info.Format <= NewestFormat ? info : throw new InvalidInputException(
                $"Reading {name}: metadata format {info.Format}, needed {NewestFormat}. Update Gans, or export the model again with this version.");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidInputException(
                $"Reading {name}: not an ONNX file, or a damaged one ({e.Message}). Copy it again, or export it again with 'gans export'.", e);
        }
    }

    /// <summary>The description as one indented JSON object, keys as in the metadata without <c>gans.</c>; what the file does not give is left out.</summary>
    public string ToJson() => ModelInfoJson.Write(this);
}
