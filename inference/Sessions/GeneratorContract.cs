using System.Globalization;
using Gans.Formats;

namespace Gans.Inference;

/// <summary>
/// What the file of a generator, or of a half of one, must hold to be sampled from, checked once; the numbers that sampling needs, known to be there.
/// </summary>
internal sealed class GeneratorContract
{
    private const string Remedy = "Export it again with 'gans export'.";

    private readonly ModelInfo info;
    private readonly ModelCard card;

    /// <param name="info">The file.</param>
    /// <param name="kind">What is needed: a generator, or the mapping or the synthesis network of one.</param>
    /// <exception cref="InvalidInputException">The file holds another kind of model, or lacks metadata, inputs or outputs.</exception>
    internal GeneratorContract(ModelInfo info, ModelKind kind)
    {
        (this.info, card) = (info, info.Card);
        if (card.Kind != kind)
        {
            var word = kind == ModelKind.Generator ? "generator" : $"{kind.ToWord()} network";
            throw new InvalidInputException(card.Kind is ModelKind.Mapping or ModelKind.Synthesis && kind == ModelKind.Generator
                ? $"Loading {info.Name}: found one half of a generator, of kind {card.Kind.ToWord()}, needed a whole one. Export the run without --network."
                : $"Loading {info.Name}: found a model of kind {card.Kind.ToWord()}, needed a {word}. Give a file that 'gans export' made from one.");
        }

        if (kind != ModelKind.Generator && Styles is not { Size: > 0, Layers: > 0 })
        {
            throw Unusable($"a {kind.ToWord()} network without '{ModelCard.Prefix}{ModelKeys.StyleSize}' and layers, needed what styles it has");
        }

        if (card.Truncation < LatentSource.LeastTruncation)
        {
            throw Unusable(FormattableString.Invariant($"a truncation of {card.Truncation}, needed {LatentSource.LeastTruncation} or more"));
        }

        LatentAxes = kind == ModelKind.Synthesis ? [Styles.Layers, Styles.Size] : [Required(card.LatentSize, ModelKeys.LatentSize)];
        LatentSize = Product(LatentAxes);
        Distribution = kind == ModelKind.Synthesis ? default : Required(card.LatentDistribution, ModelKeys.LatentDistribution);
        VectorSize = kind == ModelKind.Mapping ? Product([Styles.Layers, Styles.Size]) : card.VectorSize ?? 0;
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

    /// <summary>The input that latents go into: z, or styles into a synthesis network.</summary>
    internal string LatentsName => card.Kind == ModelKind.Synthesis ? ModelTensors.Styles : ModelTensors.Latents;

    /// <summary>Axes of one latent.</summary>
    internal long[] LatentAxes { get; }

    /// <summary>Values in one latent.</summary>
    internal int LatentSize { get; }

    internal LatentDistribution Distribution { get; }

    /// <summary>The latents of a seed.</summary>
    internal LatentSource Latents(long seed, double? truncation) =>
        new(LatentSize, Distribution, seed, truncation ?? card.Truncation ?? double.PositiveInfinity);

    internal int Classes => card.Classes;

    internal CodeLayout Codes => card.Codes;

    internal StyleLayout Styles => card.Styles;

    internal bool TakesPsi => Styles.Size > 0 && card.Kind != ModelKind.Synthesis;

    internal bool TakesNoise => Styles.Size > 0 && card.Kind != ModelKind.Mapping;

    internal int Height { get; }

    internal int Width { get; }

    internal int Channels { get; }

    /// <summary>Numbers in one vector, or in the styles of one latent; 0 where the generator makes images.</summary>
    internal int VectorSize { get; }

    internal bool MakesImages => VectorSize == 0;

    /// <summary>The output that samples come from, as the network gives them.</summary>
    internal string SamplesName => card.Kind == ModelKind.Mapping ? ModelTensors.Styles : card.SamplesName;

    /// <summary>Axes of one sample.</summary>
    internal long[] SampleAxes => card.Kind == ModelKind.Mapping ? [Styles.Layers, Styles.Size] : MakesImages ? [Channels, Height, Width] : [VectorSize];

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
        CheckTensor(info.Inputs, "input", LatentsName, "float32", LatentAxes);
        if (Classes > 0)
        {
            CheckTensor(info.Inputs, "input", ModelTensors.Labels, "int64", []);
        }

        if (Codes.Size > 0)
        {
            CheckTensor(info.Inputs, "input", ModelTensors.Codes, "float32", [Codes.Size]);
        }

        if (TakesPsi)
        {
            CheckTensor(info.Inputs, "input", ModelTensors.Psi, "float32", [], hasBatch: false);
        }

        if (TakesNoise)
        {
            CheckTensor(info.Inputs, "input", ModelTensors.Noise, "float32", [Styles.Layers], hasBatch: false);
        }

        (string Name, bool IsTaken)[] known =
        [
            (LatentsName, true),
            (ModelTensors.Labels, Classes > 0),
            (ModelTensors.Codes, Codes.Size > 0),
            (ModelTensors.Psi, TakesPsi),
            (ModelTensors.Noise, TakesNoise),
        ];
        string[] needed = [.. known.Where(static input => input.IsTaken).Select(static input => input.Name)];
        if (info.Inputs.FirstOrDefault(input => !needed.Contains(input.Name)) is { } stray)
        {
            throw Unusable($"input '{stray.Name}', needed {string.Join(", ", needed)} alone, as it has {Classes} classes and codes have {Codes.Size} values");
        }
    }

    /// <summary>Fixed axes must have the size that the metadata gives; free ones are taken at their word until they run.</summary>
    private void CheckTensor(
        IReadOnlyList<TensorDeclaration> declared, string role, string name, string elementType, ReadOnlySpan<long> sizes, bool hasBatch = true)
    {
        var batch = hasBatch ? 1 : 0;
        string[] axes = [.. hasBatch ? (string[])["N"] : [], .. sizes.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture))];
        var needed = $"{elementType} [{string.Join(", ", axes)}]";
        var tensor = declared.FirstOrDefault(tensor => tensor.Name == name) ?? throw Unusable($"no {role} '{name}', needed one of {needed}");
        var fits = tensor.ElementType == elementType && tensor.Shape.Count == sizes.Length + batch && (!hasBatch || tensor.Shape[0].Size is null);
        for (var axis = 0; fits && axis < sizes.Length; axis++)
        {
            fits = tensor.Shape[axis + batch].Size is not { } size || size == sizes[axis];
        }

        if (!fits)
        {
            throw Unusable($"{role} {tensor}, needed {needed}");
        }
    }

    private int Product(ReadOnlySpan<long> axes)
    {
        var product = 1L;
        foreach (var size in axes)
        {
            product *= size;
        }

        return product <= Array.MaxLength ? (int)product : throw Unusable($"latents or styles of {product} values, more than one array holds");
    }

    private T Required<T>(T? value, string key)
        where T : struct => value ?? throw Unusable($"no metadata '{ModelCard.Prefix}{key}', needed in a {card.Kind.ToWord()}");

    private InvalidInputException Unusable(string finding) => new($"Loading {info.Name}: found {finding}. {Remedy}");
}
