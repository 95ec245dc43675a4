using System.Buffers;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>What an extractor's file must hold to be used, checked once.</summary>
internal sealed class ExtractorContract
{
    private const string Remedy = "Export it again with 'gans export'.";
    private const int DigestDigits = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly ModelInfo info;

    /// <exception cref="InvalidInputException">The file holds another kind of model, or lacks metadata, inputs or outputs.</exception>
    internal ExtractorContract(ModelInfo info)
    {
        this.info = info;
        var card = info.Card;
        if (card.Kind != ModelKind.Extractor)
        {
            throw new InvalidInputException(
                $"Loading {info.Name}: found a model of kind {card.Kind.ToWord()}, needed an extractor. Give one that 'gans export' made.");
        }

        Recipe = card.Recipe ?? throw Missing(ModelKeys.Recipe);
        WeightsSha256 = card.WeightsSha256 ?? throw Missing(ModelKeys.WeightsSha256);
        if (WeightsSha256.Length != DigestDigits || WeightsSha256.AsSpan().ContainsAnyExcept(Digits))
        {
            throw Unusable(
                $"metadata '{ModelCard.Prefix}{ModelKeys.WeightsSha256}' of {WeightsSha256.Length} characters, "
                + $"needed {DigestDigits} lower-case hexadecimal digits");
        }

        Resize = card.Resize ?? throw Missing(ModelKeys.Resize);
        Height = card.ImageHeight ?? throw Missing(ModelKeys.ImageHeight);
        Width = card.ImageWidth ?? throw Missing(ModelKeys.ImageWidth);
        Channels = card.ImageChannels ?? throw Missing(ModelKeys.ImageChannels);
        Min = (float)(card.ValueMin ?? throw Missing(ModelKeys.ValueMin));
        Max = (float)(card.ValueMax ?? throw Missing(ModelKeys.ValueMax));
        if (Channels is not (1 or 3) || (long)Height * Width * Channels > Array.MaxLength || !(Min < Max))
        {
            throw Unusable($"images of {Height} x {Width} x {Channels} from {Min} to {Max}, needed 1 or 3 channels and a rising range");
        }

        RequireInput();
        Features = WidthOf(ModelTensors.Features) ?? throw Unusable("no output 'features' of float32 [N, D], needed one whose D is fixed");
        Classes = WidthOf(ModelTensors.Logits) ?? 0;
        if (card.Classes > 0 && Classes > 0 && card.Classes != Classes)
        {
            throw Unusable($"logits of {Classes} classes where the metadata says {card.Classes}, needed the same");
        }
    }

    internal string Name => info.Name;

    internal string Recipe { get; }

    internal string WeightsSha256 { get; }

    internal ResizeRule Resize { get; }

    internal int Height { get; }

    internal int Width { get; }

    internal int Channels { get; }

    /// <summary>Value of black.</summary>
    internal float Min { get; }

    /// <summary>Value of white.</summary>
    internal float Max { get; }

    internal int Features { get; }

    internal int Classes { get; }

    /// <summary>Values in one image.</summary>
    internal int ImageSize => Height * Width * Channels;

    /// <summary>Most images whose values one array can hold.</summary>
    internal int LargestBatch => Array.MaxLength / Math.Max(ImageSize, Math.Max(Features, Classes));

    private void RequireInput()
    {
        int[] sizes = [Channels, Height, Width];
        var fits = info.Inputs is [{ Name: ModelTensors.Images, ElementType: "float32" } images]
            && images.Shape.Count == sizes.Length + 1
            && images.Shape[0].Size is null
            && images.Shape.Skip(1).Zip(sizes).All(axis => axis.First.Size is not { } size || size == axis.Second);
        if (!fits)
        {
            throw Unusable($"inputs {string.Join(" and ", info.Inputs)}, needed images float32 [N, {Channels}, {Height}, {Width}] alone");
        }
    }

    private int? WidthOf(string output)
    {
        var found = info.Outputs.FirstOrDefault(tensor => tensor.Name == output);
        return found is { ElementType: "float32", Shape: [{ Size: null }, { Size: > 0 and <= int.MaxValue } width] } ? (int)width.Size.Value : null;
    }

    private InvalidInputException Missing(string key) => Unusable($"no metadata '{ModelCard.Prefix}{key}', needed in an extractor");

    private InvalidInputException Unusable(string finding) => new($"Loading {info.Name}: found {finding}. {Remedy}");
}
