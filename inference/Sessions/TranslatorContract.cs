using Gans.Formats;

namespace Gans.Inference;

/// <summary>What a translator's file must hold, checked once; the numbers that translating needs, known to be there.</summary>
internal sealed class TranslatorContract
{
    private const string Remedy = "Export it again with 'gans export'.";

    private readonly ModelInfo info;

    /// <exception cref="InvalidInputException">The file holds another kind of model, or lacks metadata, inputs or outputs.</exception>
    internal TranslatorContract(ModelInfo info)
    {
        this.info = info;
        var card = info.Card;
        if (card.Kind != ModelKind.Translator)
        {
            throw new InvalidInputException(
                $"Loading {info.Name}: found a model of kind {card.Kind.ToWord()}, needed a translator. Give a file that 'gans export' made from one.");
        }

        Height = Required(card.ImageHeight, ModelKeys.ImageHeight);
        Width = Required(card.ImageWidth, ModelKeys.ImageWidth);
        Channels = Required(card.ImageChannels, ModelKeys.ImageChannels);
        Range = (Required(card.ValueMin, ModelKeys.ValueMin), Required(card.ValueMax, ModelKeys.ValueMax));
        if (Channels is not (1 or 3) || (long)Height * Width * Channels > Array.MaxLength || !(Range.Min < Range.Max))
        {
            throw Unusable(FormattableString.Invariant(
                $"images of {Height} x {Width} x {Channels} from {Range.Min} to {Range.Max}, needed 1 or 3 channels, below 2 GiB, and a range that rises"));
        }

        long[] image = [Channels, Height, Width];
        CheckTensor(info.Inputs, "input", ModelTensors.Source, "float32", image);
        CheckTensor(info.Outputs, "output", ModelTensors.Images, "float32", image);
        CheckTensor(info.Outputs, "output", ModelTensors.Pixels, "uint8", [Height, Width, Channels]);
        Masks = [.. info.Inputs.Where(static input => input.Name.StartsWith(ModelTensors.MaskPrefix, StringComparison.Ordinal)).Select(MaskOf)];
        if (info.Inputs.Count != Masks.Count + 1)
        {
            throw Unusable($"{info.Inputs.Count} inputs, needed {ModelTensors.Source} and masks alone");
        }
    }

    internal string Name => info.Name;

    internal int Height { get; }

    internal int Width { get; }

    internal int Channels { get; }

    /// <summary>Values of black and of white.</summary>
    internal (double Min, double Max) Range { get; }

    /// <summary>Name and shape of each mask of dropout, without the batch axis; none where dropout is off.</summary>
    internal IReadOnlyList<(string Name, long[] Shape)> Masks { get; }

    private (string Name, long[] Shape) MaskOf(TensorDeclaration input)
    {
        long[] shape = [.. input.Shape.Skip(1).Select(axis => axis.Size ?? 0)];
        var size = shape.Aggregate((Int128)1, static (product, size) => product * size);
        return input.ElementType == "float32" && shape is [> 0, > 0, > 0] && size <= Array.MaxLength
            ? (input.Name, shape)
            : throw Unusable($"input {input}, needed float32 [N, C, h, w] of fixed sizes");
    }

    private void CheckTensor(IReadOnlyList<TensorDeclaration> declared, string role, string name, string elementType, long[] sizes)
    {
        var needed = $"{elementType} [N, {string.Join(", ", sizes)}]";
        var tensor = declared.FirstOrDefault(tensor => tensor.Name == name) ?? throw Unusable($"no {role} '{name}', needed one of {needed}");
        if (tensor.ElementType != elementType
            || tensor.Shape.Count != sizes.Length + 1
            || tensor.Shape[0].Size is not null
            || !tensor.Shape.Skip(1).Zip(sizes).All(static pair => pair.First.Size == pair.Second))
        {
            throw Unusable($"{role} {tensor}, needed {needed}");
        }
    }

    private T Required<T>(T? value, string key)
        where T : struct => value ?? throw Unusable($"no metadata '{ModelCard.Prefix}{key}', needed in a translator");

    private InvalidInputException Unusable(string finding) => new($"Loading {info.Name}: found {finding}. {Remedy}");
}
