using System.Globalization;
using Gans.Formats;

namespace Gans.Inference;

/// <summary>What a generator's file must hold to be sampled from, checked once; the numbers that sampling needs, known to be there.</summary>
internal sealed class GeneratorContract
{
    private const string Remedy = "Export it again with 'gans export'.";

    private readonly ModelInfo info;
    private readonly ModelCard card;

    /// <exception cref="InvalidInputException">The file holds another kind of model, or lacks metadata, inputs or outputs.</exception>
    internal GeneratorContract(ModelInfo info)
    {
        (this.info, card) = (info, info.Card);
        if (card.Kind != ModelKind.Generator)
        {
            throw new InvalidInputException(
                $"Loading {info.Name}: found a model of kind {card.Kind.ToWord()}, needed a generator. Give a file that 'gans export' made from a generator.");
        }

        LatentSize = Required(card.LatentSize, ModelKeys.LatentSize);
        Distribution = Required(card.LatentDistribution, ModelKeys.LatentDistribution);
        VectorSize = card.VectorSize ?? 0;
        if (MakesImages)
        {
            Height = Required(card.ImageHeight, ModelKeys.ImageHeight);
            Width = Required(card.ImageWidth, ModelKeys.ImageWidth);
            Channels = Required(card.ImageChannels, ModelKeys.ImageChannels);
            CheckImages();
        }

        if (card.ClassNames.Count > 0 && card.ClassNames.Count != Classes)
        {
            throw Unusable($"{card.ClassNames.Count} class names for {Classes} classes, needed one a class");
        }

        CheckInputs();
        CheckTensor(info.Outputs, "output", SamplesName, "float32", SampleAxes);
        if (MakesImages)
        {
            CheckTensor(info.Outputs, "output", ModelTensors.Pixels, "uint8", [Height, Width, Channels]);
        }
    }

    internal string Name => info.Name;

    internal int LatentSize { get; }

    internal LatentDistribution Distribution { get; }

    /// <summary>The latents of a seed.</summary>
    internal LatentSource Latents(long seed, double? truncation) => new(LatentSize, Distribution, seed, truncation ?? double.PositiveInfinity);

    internal int Classes => card.Classes;

    internal CodeLayout Codes => card.Codes;

    internal int Height { get; }

    internal int Width { get; }

    internal int Channels { get; }

    /// <summary>Numbers in one vector; 0 where the generator makes images.</summary>
    internal int VectorSize { get; }

    internal bool MakesImages => VectorSize == 0;

    /// <summary>The output that samples come from, as the network gives them.</summary>
    internal string SamplesName => card.SamplesName;

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
        CheckTensor(info.Inputs, "input", ModelTensors.Latents, "float32", [LatentSize]);
        if (Classes > 0)
        {
            CheckTensor(info.Inputs, "input", ModelTensors.Labels, "int64", []);
        }

        if (Codes.Size > 0)
        {
            CheckTensor(info.Inputs, "input", ModelTensors.Codes, "float32", [Codes.Size]);
        }

        string[] needed =
        [
            ModelTensors.Latents,
            .. Classes > 0 ? (string[])[ModelTensors.Labels] : [],
            .. Codes.Size > 0 ? (string[])[ModelTensors.Codes] : [],
        ];
        if (info.Inputs.FirstOrDefault(input => !needed.Contains(input.Name)) is { } stray)
        {
            throw Unusable($"input '{stray.Name}', needed {string.Join(", ", needed)} alone, as it has {Classes} classes and codes have {Codes.Size} values");
        }
    }

    /// <summary>Fixed axes must have the size that the metadata gives; free ones are taken at their word until they run.</summary>
    private void CheckTensor(IReadOnlyList<TensorDeclaration> declared, string role, string name, string elementType, ReadOnlySpan<int> sizes)
    {
        var needed = $"{elementType} [{string.Join(", ", (string[])["N", .. sizes.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture))])}]";
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
        where T : struct => value ?? throw Unusable($"no metadata '{ModelCard.Prefix}{key}', needed in a generator");

    private InvalidInputException Unusable(string finding) => new($"Loading {info.Name}: found {finding}. {Remedy}");
}
