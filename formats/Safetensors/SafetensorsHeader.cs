using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gans.Formats;

/// <summary>The head of a safetensors file: its length in 8 bytes, then JSON that says which tensor lies where.</summary>
/// <param name="Tensors">By name, in the header's order.</param>
/// <param name="Metadata">Free text by name.</param>
internal sealed record SafetensorsHeader(OrderedDictionary<string, SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The key under which the metadata lie among the tensors.</summary>
    internal const string MetadataKey = "__metadata__";

    /// <summary>Bytes of the length field, and what the tensors' first byte is aligned to.</summary>
    internal const int PrefixSize = 8;

    /// <summary>The longest JSON that is read: a third of what the format allows. A hundred thousand tensors take 10 MB, each byte several in memory.</summary>
    internal const int LongestJson = 1 << 25;

    /// <summary>Lays tensors out one after another.</summary>
    /// <param name="entries">In the order of their bytes.</param>
    /// <param name="metadata">Free text by name.</param>
    internal static SafetensorsHeader Lay(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var tensors = new OrderedDictionary<string, SafetensorsTensor>(entries.Count);
        var end = 0L;
        foreach (var entry in entries)
        {
            var begin = end;
            end = checked(begin + entry.ByteCount);
            if (entry.Name == MetadataKey || !tensors.TryAdd(entry.Name, new SafetensorsTensor(entry.Type, [.. entry.Shape], begin, end)))
            {
                throw new ArgumentException($"The name {entry.Name} is taken twice; each tensor needs its own.", nameof(entries));
            }
        }

        return new SafetensorsHeader(tensors, metadata);
    }

    /// <summary>Writes the header.</summary>
    /// <returns>All bytes before the first tensor's, a multiple of 8; equal headers give equal bytes.</returns>
    internal byte[] ToBytes()
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            WriteMetadata(writer);
            foreach (var (name, tensor) in Tensors)
            {
                WriteTensor(writer, name, tensor);
            }

            writer.WriteEndObject();
        }

        var padded = (json.WrittenCount + PrefixSize - 1) / PrefixSize * PrefixSize;
        var bytes = new byte[PrefixSize + padded];
        bytes.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(bytes, padded);
        json.WrittenSpan.CopyTo(bytes.AsSpan(PrefixSize));
        return bytes;
    }

    private void WriteMetadata(Utf8JsonWriter writer)
    {
        if (Metadata.Count > 0)
        {
            writer.WriteStartObject(MetadataKey);
            foreach (var (key, value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteTensor(Utf8JsonWriter writer, string name, SafetensorsTensor tensor)
    {
        writer.WriteStartObject(name);
        writer.WriteString("dtype", tensor.Type.Code());
        WriteNumbers(writer, "shape", [.. tensor.Shape]);
        WriteNumbers(writer, "data_offsets", [tensor.Begin, tensor.End]);
        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string key, ReadOnlySpan<long> numbers)
    {
        writer.WriteStartArray(key);
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
