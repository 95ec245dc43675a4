namespace Gans.Onnx.Adoption;

/// <summary>A tensor's elements as floats, whatever its type in the file.</summary>
/// <param name="Shape">Sizes, outermost first; the first is the batch.</param>
/// <param name="Elements">All of them, the last axis innermost.</param>
internal sealed record Values(IReadOnlyList<long> Shape, float[] Elements)
{
    /// <summary>Number of examples.</summary>
    public int Count => (int)Shape[0];

    /// <summary>Sizes of one example.</summary>
    public IReadOnlyList<long> Axes => [.. Shape.Skip(1)];

    /// <summary>Elements of one example.</summary>
    public int Width => Elements.Length / Math.Max(1, Count);

    /// <summary>Some examples, from the first again after the last.</summary>
    public Values Take(int start, int count)
    {
        var taken = new float[count * Width];
        for (var i = 0; i < count; i++)
        {
            Elements.AsSpan((start + i) % Count * Width, Width).CopyTo(taken.AsSpan(i * Width));
        }

        return new Values([count, .. Axes], taken);
    }

    /// <summary>The same elements with other axes.</summary>
    public Values Reshape(params long[] shape) => new(shape, Elements);

    /// <summary>[N, A, B] with the last two axes exchanged: planes from pixels, or pixels from planes.</summary>
    public Values Exchange(int outer, int inner)
    {
        var exchanged = new float[Elements.Length];
        for (var i = 0; i < Elements.Length; i++)
        {
            var (example, place) = (i / (outer * inner), i % (outer * inner));
            exchanged[(example * outer * inner) + (place % inner * outer) + (place / inner)] = Elements[i];
        }

        return new Values(Shape, exchanged);
    }

    /// <summary>Examples of several, one after another.</summary>
    public static Values Join(IReadOnlyList<Values> parts) =>
        new([parts.Sum(static part => part.Shape[0]), .. parts[0].Axes], [.. parts.SelectMany(static part => part.Elements)]);
}
