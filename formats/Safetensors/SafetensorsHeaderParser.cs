using System.Text.Json;

namespace Gans.Formats;

/// <summary>Reads the JSON of a safetensors file and refuses whatever the format does not allow.</summary>
internal ref struct SafetensorsHeaderParser
{
    private readonly string name;
    private readonly long dataSize;
    private Utf8JsonReader reader;

    private SafetensorsHeaderParser(ReadOnlySpan<byte> json, long dataSize, string name)
    {
        reader = new Utf8JsonReader(json);
        (this.dataSize, this.name) = (dataSize, name);
    }

    /// <summary>Parses a header.</summary>
    /// <param name="json">The text, padding included.</param>
    /// <param name="dataSize">Bytes that follow it.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="InvalidInputException">The text is no such header, or the tensors do not fill the bytes exactly.</exception>
    internal static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataSize, string name)
    {
        var parser = new SafetensorsHeaderParser(json, dataSize, name);
        try
        {
            return parser.Parse();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)   // the latter: text that is no Unicode
        {
            throw Invalid(name, $"a damaged header ({e.Message.TrimEnd('.')})", "JSON. Make the file again", e);
        }
    }

    /// <summary>The one form of all messages about a damaged or foreign file.</summary>
    internal static InvalidInputException Invalid(string name, string found, string needed, Exception? inner = null) =>
        new($"Reading {name}: found {found}, needed {needed}.", inner);

    private SafetensorsHeader Parse()
    {
        var tensors = new OrderedDictionary<string, SafetensorsTensor>();
        Dictionary<string, string>? metadata = null;
        Expect(JsonTokenType.StartObject, "an object of tensors");
        while (NextKey() is { } key)
        {
            if (key == SafetensorsHeader.MetadataKey && metadata is null)
            {
                metadata = Metadata();
            }
            else if (key == SafetensorsHeader.MetadataKey || !tensors.TryAdd(key, Tensor(key)))
            {
                throw Malformed($"'{key}' twice", "each name once");
            }
        }

        reader.Read();   // throws where anything but space follows
        CheckFilled(tensors);
        return new SafetensorsHeader(tensors, metadata ?? []);
    }

    private Dictionary<string, string> Metadata()
    {
        var metadata = new Dictionary<string, string>();
        Expect(JsonTokenType.StartObject, $"an object as {SafetensorsHeader.MetadataKey}");
        while (NextKey() is { } key)
        {
            Expect(JsonTokenType.String, $"text as metadata '{key}'");
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw Malformed($"metadata '{key}' twice", "each name once");
            }
        }

        return metadata;
    }

    private SafetensorsTensor Tensor(string tensor)
    {
        WeightElement? type = null;
        long[]? shape = null, offsets = null;
        Expect(JsonTokenType.StartObject, $"an object as '{tensor}'");
        while (NextKey() is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    type = ElementType(tensor);
                    break;
                case "shape" when shape is null:
                    shape = Numbers($"the shape of '{tensor}'", ArrayShape.MaximumRank);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = Numbers($"the offsets of '{tensor}'", 2);
                    break;
                default:
                    throw Malformed($"the key '{key}' twice or unknown in '{tensor}'", "dtype, shape and data_offsets");
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
        {
            throw Malformed($"'{tensor}' incomplete", "dtype, shape and two data_offsets");
        }

        return ArrayShape.ByteCount(shape, type.Value.Size()) is { } size && begin <= end && end <= dataSize && end - begin == size
            ? new SafetensorsTensor(type.Value, shape, begin, end)
            : throw Malformed(
                $"'{tensor}', {type} {ArrayShape.Text(shape)}, at bytes {begin:N0} to {end:N0} of {dataSize:N0}", "as many bytes as it has, inside the file");
    }

    private WeightElement ElementType(string tensor)
    {
        Expect(JsonTokenType.String, $"a word as the type of '{tensor}'");
        var code = reader.GetString()!;
        return SafetensorsCodes.FromCode(code) ?? throw Malformed($"elements of type '{code}' in '{tensor}'", SafetensorsCodes.Codes);
    }

    private long[] Numbers(string what, int most)
    {
        var numbers = new List<long>();
        Expect(JsonTokenType.StartArray, $"a list as {what}");
        while (Next() != JsonTokenType.EndArray)
        {
            if (numbers.Count == most || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
            {
                throw Malformed($"more, or something else, in {what}", $"at most {most} whole numbers from 0 to 2^63 - 1");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>Each byte belongs to exactly one tensor.</summary>
    private readonly void CheckFilled(OrderedDictionary<string, SafetensorsTensor> tensors)
    {
        var filled = 0L;
        foreach (var (tensor, place) in tensors.OrderBy(pair => pair.Value.Begin).ThenBy(pair => pair.Value.End))
        {
            if (place.Begin != filled)
            {
                throw Malformed(
                    $"'{tensor}' at byte {place.Begin:N0}, {(place.Begin > filled ? "after a gap" : "inside another tensor")}", $"byte {filled:N0}");
            }

            filled = place.End;
        }

        if (filled != dataSize)
        {
            throw Malformed($"{dataSize:N0} bytes of tensors", $"{filled:N0} as the header says");
        }
    }

    private string? NextKey() => Next() == JsonTokenType.PropertyName ? reader.GetString()! : null;

    private void Expect(JsonTokenType token, string needed)
    {
        if (Next() != token)
        {
            throw Malformed($"{reader.TokenType} at byte {reader.TokenStartIndex:N0} of its header", needed);
        }
    }

    private JsonTokenType Next()
    {
        reader.Read();   // throws at the end of the text
        return reader.TokenType;
    }

    private readonly InvalidInputException Malformed(string found, string needed) =>
        Invalid(name, found, $"{needed}. The file is damaged; make it again");
}
