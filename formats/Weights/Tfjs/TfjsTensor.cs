using System.Text.Json;

namespace Gans.Formats.Tfjs;

/// <summary>What a manifest says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Sizes along the axes.</param>
/// <param name="Stored">What its bytes hold.</param>
/// <param name="Scale">What a stored number is multiplied by; null where it is the value itself.</param>
/// <param name="Minimum">What is added to that.</param>
internal sealed record TfjsTensor(string Name, long[] Shape, WeightElement Stored, double? Scale, double Minimum)
{
    /// <summary>Bytes of all elements.</summary>
    internal long ByteCount { get; } = ArrayShape.ByteCount(Shape, Stored.Size())
        ?? throw new FormatException($"'{TfjsGroup.Brief(Name)}' has the shape {ArrayShape.Text(Shape)}");

    /// <summary>Whether it has fewer bits than it once had.</summary>
    internal bool IsQuantized => Scale is not null || Stored == WeightElement.Float16;

    /// <summary>Reads a tensor's JSON; throws what <see cref="JsonElement"/> throws, or <see cref="FormatException"/>.</summary>
    internal static TfjsTensor Parse(JsonElement tensor)
    {
        var name = tensor.GetProperty("name").GetString() ?? throw new FormatException("a tensor without a name");
        var (type, scale, minimum) = (tensor.GetProperty("dtype"), default(double?), 0.0);
        if (tensor.TryGetProperty("quantization", out var quantization))
        {
            type = quantization.GetProperty("dtype");
            scale = quantization.TryGetProperty("scale", out var factor) ? factor.GetDouble() : null;
            minimum = quantization.TryGetProperty("min", out var least) ? least.GetDouble() : 0;
        }

        long[] shape = [.. tensor.GetProperty("shape").EnumerateArray().Take(ArrayShape.MaximumRank + 1).Select(static size => size.GetInt64())];
        return shape.Length > ArrayShape.MaximumRank
            ? throw new FormatException($"'{TfjsGroup.Brief(name)}' has more than {ArrayShape.MaximumRank} axes")
            : new TfjsTensor(name, shape, ElementOf(type.GetString(), name), scale, minimum);
    }

    /// <summary>Its values: stored number times scale plus minimum, in double precision, then rounded.</summary>
    internal float[] ToSingles(ReadOnlySpan<byte> bytes)
    {
        var values = Stored.ToSingles(bytes);
        if (Scale is { } scale)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (float)((values[i] * scale) + Minimum);
            }
        }

        return values;
    }

    private static WeightElement ElementOf(string? type, string name) => type switch
    {
        "float32" => WeightElement.Float32,
        "float16" => WeightElement.Float16,
        "int32" => WeightElement.Int32,
        "uint16" => WeightElement.UInt16,
        "uint8" => WeightElement.UInt8,
        "bool" => WeightElement.Bool,
        _ => throw new FormatException(
            $"'{TfjsGroup.Brief(name)}' has elements of type '{TfjsGroup.Brief(type ?? "")}', not float32, float16, int32, uint16, uint8 or bool"),
    };
}
