using System.Security.Cryptography;
using Gans.Formats.PyTorch;
using Gans.Formats.Tfjs;

namespace Gans.Formats;

/// <summary>The trained weights of a network, read from a file of whatever framework wrote them. Nothing in a file is executed.</summary>
public sealed class WeightFile
{
    private const int SafetensorsBrace = 8;   // where the header begins, after its length, which may look like a pickle's first bytes

    private static readonly byte[] Hdf5Signature = [0x89, (byte)'H', (byte)'D', (byte)'F'];
    private static readonly byte[] ZipSignature = [(byte)'P', (byte)'K', 3, 4];

    private WeightFile(string path, WeightFormat format, string sha256, IReadOnlyDictionary<string, WeightTensor> tensors, bool isQuantized = false) =>
        (Path, Format, Sha256, Tensors, IsQuantized) = (path, format, sha256, tensors, isQuantized);

    /// <summary>Where it was read from, as it was named.</summary>
    public string Path { get; }

    /// <summary>What kind of file it is.</summary>
    public WeightFormat Format { get; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal; of several files, of their bytes one after another: the manifest, then the shards.</summary>
    public string Sha256 { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, WeightTensor> Tensors { get; }

    /// <summary>Whether any tensor was stored with 8 or 16 bits an element and a scale.</summary>
    public bool IsQuantized { get; }

    /// <summary>Reads a file, or a folder of TensorFlow.js.</summary>
    /// <param name="path">
    /// A folder with <c>model.json</c> or with a model that was bundled into scripts, a manifest (<c>.json</c>), a <c>.pth</c> or <c>.pt</c> with a
    /// <c>state_dict</c>, or a <c>.safetensors</c>. Files are told apart by their first bytes.
    /// </param>
    /// <exception cref="InvalidInputException">It is missing, damaged, of another kind, or holds what is not a tensor.</exception>
    public static WeightFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            return OfTfjs(path, TfjsModel.ReadFolder(path));
        }

        if (System.IO.Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            return OfTfjs(path, TfjsModel.ReadManifest(path));
        }

        Span<byte> first = stackalloc byte[SafetensorsBrace + 1];
        using (var stream = InputFile.Open(path))
        {
            first = first[..stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        }

        return first switch
        {
            _ when first.StartsWith(ZipSignature) => OfPyTorch(path, PyTorchArchive.Read(path)),
            [.., (byte)'{'] when first.Length > SafetensorsBrace => ReadSafetensors(path),
            _ when PickleReader.IsStart(first) => OfPyTorch(path, PyTorchPickles.Read(path)),
            _ when first.StartsWith(Hdf5Signature) => throw new InvalidInputException(
                $"Reading {path}: found an HDF5 file of Keras, needed TensorFlow.js, PyTorch or safetensors. "
                + "Convert it with 'tensorflowjs_converter --input_format keras'."),
            _ => ReadSafetensors(path),
        };
    }

    /// <summary>A tensor that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">Elements that it must have.</param>
    /// <exception cref="InvalidInputException">There is none of that name and size.</exception>
    public WeightTensor Require(string name, long count) => Tensors.GetValueOrDefault(name) switch
    {
        null => throw Unfit($"no '{name}' among its {Tensors.Count} tensors", $"one of {count:N0} values"),
        var tensor when tensor.Values.Length == count => tensor,
        var other => throw Unfit($"{other.Values.Length:N0} values in '{name}'", $"{count:N0}"),
    };

    /// <summary>What to throw where the tensors are not those of the network that is asked for.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="needed">What was needed.</param>
    public InvalidInputException Unfit(string found, string needed) =>
        new($"Reading {Path}: found {found}, needed {needed}. Give the weights of this network.");

    private static WeightFile OfTfjs(string path, TfjsModel model) => new(path, WeightFormat.TensorFlowJs, model.Sha256, model.Tensors, model.IsQuantized);

    private static WeightFile OfPyTorch(string path, IReadOnlyDictionary<string, WeightTensor> tensors) =>
        new(path, WeightFormat.PyTorch, Digest(path), tensors);

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    private static string Digest(string path)
    {
        using var stream = InputFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static WeightFile ReadSafetensors(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var tensors = file.Tensors.ToDictionary(
            entry => entry.Key,
            entry => new WeightTensor(entry.Key, [.. entry.Value.Shape], entry.Value.Type.ToSingles(file.GetBytes(entry.Key))),
            StringComparer.Ordinal);
        return new WeightFile(path, WeightFormat.Safetensors, Digest(path), tensors);
    }
}
