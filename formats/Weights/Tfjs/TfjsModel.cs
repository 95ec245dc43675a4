using System.Security.Cryptography;
using System.Text;

namespace Gans.Formats.Tfjs;

/// <summary>
/// Weights of TensorFlow.js: a manifest that names tensors and shards, and the shards, whose bytes one after another are the tensors'. A bundler
/// may have wrapped each of them into a script: the manifest as an object literal, a shard as base64.
/// </summary>
/// <param name="Sha256">SHA-256 of the manifest's bytes, then the shards'.</param>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="IsQuantized">Whether any was stored with 8 or 16 bits an element and a scale.</param>
internal sealed record TfjsModel(string Sha256, IReadOnlyDictionary<string, WeightTensor> Tensors, bool IsQuantized)
{
    private const string ManifestName = "model.json";
    private const long LargestManifest = 64 << 20;   // bytes; its JSON takes ten times that in memory

    private static readonly string[] ScriptSuffixes = [".min.js", ".js"];

    /// <summary>Reads a folder that holds <c>model.json</c>, or <c>model.min.js</c> or <c>model.js</c>.</summary>
    /// <exception cref="InvalidInputException">It holds none of these, or one is damaged.</exception>
    internal static TfjsModel ReadFolder(string folder)
    {
        var manifest = Path.Combine(folder, ManifestName);
        if (File.Exists(manifest))
        {
            return Read(manifest, folder, wrapping: null);
        }

        var suffix = ScriptSuffixes.FirstOrDefault(suffix => File.Exists(Path.Combine(folder, "model" + suffix)))
            ?? throw new InvalidInputException(
                $"Reading {folder}: found no {ManifestName}, needed a TensorFlow.js model. Give its folder, or the weight file itself.");
        return Read(Path.Combine(folder, "model" + suffix), folder, suffix);
    }

    /// <summary>Reads a manifest: that of a whole model, or of weights alone.</summary>
    /// <exception cref="InvalidInputException">It, or a shard beside it, is missing or damaged.</exception>
    internal static TfjsModel ReadManifest(string path) => Read(path, Path.GetDirectoryName(Path.GetFullPath(path))!, wrapping: null);

    private static TfjsModel Read(string manifestPath, string folder, string? wrapping)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var manifest = TfjsManifest.Parse(Take(manifestPath, wrapping, isText: false), manifestPath);
        var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach (var group in manifest.Groups)
        {
            foreach (var tensor in group.Read(
                shard => Take(Path.Combine(folder, shard + wrapping), wrapping, isText: true),
                shard => wrapping is null && new FileInfo(Path.Combine(folder, shard)) is { Exists: true, Length: var length } ? length : null,
                manifestPath))
            {
                tensors.Add(tensor.Name, tensor);   // the manifest has each name once
            }
        }

        return new TfjsModel(Convert.ToHexStringLower(digest.GetHashAndReset()), tensors, manifest.IsQuantized);

        // A file's content, out of its script where it has one; what is on the disk goes into the digest.
        byte[] Take(string path, string? script, bool isText)
        {
            var bytes = InputFile.ReadAll(path, isText ? int.MaxValue : LargestManifest);
            digest.AppendData(bytes);
            return script is null ? bytes
                : isText ? ScriptModule.Parse(Encoding.UTF8.GetString(bytes), path).ToBytes()
                : Encoding.UTF8.GetBytes(ScriptModule.Parse(Encoding.UTF8.GetString(bytes), path).ToJson());
        }
    }
}
