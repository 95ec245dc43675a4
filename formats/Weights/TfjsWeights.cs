using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gans.Formats;

/// <summary>Weights as TensorFlow.js stores them: a manifest in JSON, and files of bytes beside it that hold the tensors one after the other.</summary>
/// <remarks>Of the element types float32 is read, as it stands: little-endian, not quantized.</remarks>
public sealed class TfjsWeights
{
    private const string ElementType = "float32";

    private readonly string path;
    private readonly Dictionary<string, TfjsTensor> tensors = [];

    private TfjsWeights(string path) => this.path = path;

    /// <summary>The tensors by name, such as <c>pnet/conv1/weights</c>.</summary>
    public IReadOnlyDictionary<string, TfjsTensor> Tensors => tensors;

    /// <summary>SHA-256 of the files of bytes in the manifest's order, 64 lower-case hexadecimal digits.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Reads a manifest and all that it names.</summary>
    /// <param name="path">The manifest, by custom ending in <c>-weights_manifest.json</c>.</param>
    /// <exception cref="InvalidInputException">A file is missing, damaged or of another kind.</exception>
    public static TfjsWeights Read(string path)
    {
        var weights = new TfjsWeights(path);
        try
        {
            using var json = JsonDocument.Parse(InputFile.ReadAll(path));
            weights.ReadGroups(json.RootElement);
            return weights;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw weights.Invalid($"a damaged manifest ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", "TensorFlow.js' list of files and weights", e);
        }
    }

    /// <summary>A tensor that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">Elements that it must have.</param>
    /// <exception cref="InvalidInputException">There is none of that name and size.</exception>
    public TfjsTensor Require(string name, long count)
    {
        if (!tensors.TryGetValue(name, out var tensor) || tensor.Values.Length != count)
        {
            throw Invalid(tensor is null ? $"no '{name}'" : $"{tensor.Values.Length:N0} values in '{name}'", $"{count:N0} of them");
        }

        return tensor;
    }

    private void ReadGroups(JsonElement groups)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var group in groups.EnumerateArray())
        {
            var bytes = ReadFiles(group.GetProperty("paths"));
            hash.AppendData(bytes);
            var taken = 0;
            foreach (var entry in group.GetProperty("weights").EnumerateArray())
            {
                taken += Add(entry, bytes.AsSpan(taken));
            }

            if (taken != bytes.Length)
            {
                throw Invalid($"{bytes.Length:N0} bytes of weights", $"{taken:N0} as the manifest says");
            }
        }

        Digest = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private byte[] ReadFiles(JsonElement paths)
    {
        var files = new List<byte[]>();
        foreach (var name in paths.EnumerateArray().Select(element => element.GetString() ?? ""))
        {
            if (name.Length == 0 || name != Path.GetFileName(name))
            {
                throw Invalid($"the file name '{name.ReplaceLineEndings(" ")}'", "files beside the manifest");
            }

            files.Add(InputFile.ReadAll(Path.Combine(Path.GetDirectoryName(path) ?? "", name)));
        }

        return [.. files.SelectMany(file => file)];
    }

    /// <returns>The bytes that the tensor takes.</returns>
    private int Add(JsonElement entry, ReadOnlySpan<byte> bytes)
    {
        var name = entry.GetProperty("name").GetString() ?? "";
        var type = entry.GetProperty("dtype").GetString();
        if (type != ElementType || entry.TryGetProperty("quantization", out _))
        {
            throw Invalid($"'{name}' of type {type}, or quantized", $"plain {ElementType}");
        }

        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        if (ArrayShape.ByteCount(shape, sizeof(float)) is not { } size || size > bytes.Length)
        {
            throw Invalid($"{bytes.Length:N0} bytes for '{name}' {ArrayShape.Text(shape)} and what follows it", "all of them");
        }

        var values = MemoryMarshal.Cast<byte, float>(bytes[..(int)size]).ToArray();
        return tensors.TryAdd(name, new TfjsTensor(shape, values)) ? (int)size : throw Invalid($"'{name}' twice", "each name once");
    }

    private InvalidInputException Invalid(string found, string needed, Exception? inner = null) =>
        new($"Reading {path}: found {found}, needed {needed}. Get the weights again.", inner);
}
