using Gans.Formats;

namespace Gans.Inference;

/// <summary>What a generator's file must hold to be sampled from, checked once; the numbers that sampling needs, known to be there.</summary>
internal sealed class GeneratorContract
{
    private const string Remedy = "Export it again with 'gans export'.";

    private readonly ModelInfo info;

    /// <exception cref="InvalidInputException">The file holds another kind of model, or lacks metadata, inputs or outputs.</exception>
    internal GeneratorContract(ModelInfo info)
    {
        this.info = info;
        if (info.Kind != ModelKind.Generator)
        {
            throw new InvalidInputException(
                $"Loading {info.Name}: found a model of kind {info.Kind.ToWord()}, needed a generator. Give a file that 'gans export' made from a generator.");
        }

        LatentSize = Required(info.LatentSize, "gans.latent_size");
        Distribution = Required(info.LatentDistribution, "gans.latent_distribution");
        Codes = new CodeLayout(info.CodeCategories, info.ContinuousCodes);
        VectorSize = info.VectorSize ?? 0;
        if (MakesImages)
        {
            Height = Required(info.ImageHeight, "gans.image_height");
            Width = Required(info.ImageWidth, "gans.image_width");
            Channels = Required(info.ImageChannels, "gans.image_channels");
            CheckImages();
        }

        if (info.ClassNames.Count > 0 && info.ClassNames.Count != Classes)
        {
            throw Unusable($"{info.ClassNames.Count} class names for {Classes} classes, needed one a class");
        }

        CheckInputs();
        CheckTensor(info.Outputs, "output", SamplesName, "float32", SampleAxes);
        if (MakesImages)
        {
            CheckTensor(info.Outputs, "output", "pixels", "uint8", [Height, Width, Channels]);
        }
    }

    internal string Name => info.Name;

    internal int LatentSize { get; }

    internal LatentDistribution Distribution { get; }

    internal int Classes => info.Classes;

    internal CodeLayout Codes { get; }

    internal int Height { get; }

    internal int Width { get; }

    internal int Channels { get; }

    /// <summary>Numbers in one vector; 0 where the generator makes images.</summary>
    internal int VectorSize { get; }

    internal bool MakesImages => VectorSize == 0;

    /// <summary>The output that samples come from, as the network gives them.</summary>
    internal string SamplesName => MakesImages ? "images" : "vectors";

    /// <summary>Axes of one sample.</summary>
    internal int[] SampleAxes => MakesImages ? [Channels, Height, Width] : [VectorSize];

    /// <summary>Values in one sample.</summary>
    internal int SampleSize => MakesImages ? Height * Width * Channels : VectorSize;

    /// <summary>Most samples whose values, latents or codes one array can hold.</summary>
    internal int LargestBatch => Array.MaxLength / Math.Max(Math.Max(SampleSize, LatentSize), Codes.Size);

    private void CheckImages()
    {
        if (Channels is not (1 or 3))
        {
            throw Unusable($"images of {Channels} channels, needed 1 (grey) or 3 (RGB)");
        }

        if ((long)Height * Width * Channels > Array.MaxLength)
        {
            throw Unusable($"images of {Height} x {Width} x {Channels}, more than one array holds");
        }
    }

    private void CheckInputs()
    {
        CheckTensor(info.Inputs, "input", "z", "float32", [LatentSize]);
        if (Classes > 0)
        {
            CheckTensor(info.Inputs, "input", "labels", "int64", []);
        }

        if (Codes.Size > 0)
        {
            CheckTensor(info.Inputs, "input", "codes", "float32", [Codes.Size]);
        }

        string[] needed = ["z", .. Classes > 0 ? (string[])["labels"] : [], .. Codes.Size > 0 ? (string[])["codes"] : []];
        if (info.Inputs.FirstOrDefault(input => !needed.Contains(input.Name)) is { } stray)
        {
            throw Unusable($"input '{stray.Name}', needed {string.Join(", ", needed)} alone, as gans.classes is {Classes} and codes have {Codes.Size} values");
        }
    }

    /// <summary>Fixed axes must have the size that the metadata gives; free ones are taken at their word until they run.</summary>
    private void CheckTensor(IReadOnlyList<TensorDeclaration> declared, string role, string name, string elementType, ReadOnlySpan<int> sizes)
    {
        var needed = $"{elementType} [{string.Join(", ", (string[])["N", .. sizes.ToArray().Select(size => size.ToString())])}]";
        var tensor = declared.FirstOrDefault(tensor => tensor.Name == name) ?? throw Unusable($"no {role} '{name}', needed one of {needed}");
        var fits = tensor.ElementType == elementType && tensor.Shape.Count == sizes.Length + 1 && tensor.Shape[0].Size is null;
        for (var axis = 0; fits && axis < sizes.Length; axis++)
        {
            fits = tensor.Shape[axis + 1].Size is not { } size || size == sizes[axis];
        }

        if (!fits)
        {
            throw Unusable($"{role} {tensor}, needed {needed}");
        }
    }

    private T Required<T>(T? value, string key)
        where T : struct => value ?? throw Unusable($"no metadata '{key}', needed in a generator");

    private InvalidInputException Unusable(string finding) => new($"Loading {info.Name}: found {finding}. {Remedy}");
}
