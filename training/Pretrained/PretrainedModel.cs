using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Onnx;
using Gans.Training.Export;

namespace Gans.Training.Pretrained;

/// <summary>A network that others trained, which Gans exports from the weights that <c>make setup</c> installs or that a user brings.</summary>
public abstract class PretrainedModel
{
    /// <summary>The name that users choose it by, such as <c>inception-v3</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What its export is called in a folder: a file's name, or a folder's.</summary>
    public abstract string ExportName { get; }

    /// <summary>Version of what the export writes: raised whenever the same weights give other files.</summary>
    public abstract int Version { get; }

    /// <summary>Where npm puts its weights, such as <c>nsfwjs/dist/models/inception_v3</c>; null where it has none to install.</summary>
    protected abstract string? InstalledPart { get; }

    /// <summary>The weights that <c>make setup</c> installs.</summary>
    /// <exception cref="InvalidInputException">They are not there.</exception>
    public string InstalledWeights()
    {
        if (InstalledPart is null)
        {
            throw new InvalidInputException($"Exporting {Name}: found no weights, needed them, since no package has these. Pass --weights PATH.");
        }

        return ProjectFolders.Installed(InstalledPart).FirstOrDefault(Path.Exists) ?? throw new InvalidInputException(
            $"Exporting {Name}: found no node_modules/{InstalledPart}, needed the weights. Run make setup, or pass --weights PATH.");
    }

    /// <summary>Exports and verifies it on the CPU.</summary>
    /// <param name="weights">The weights; null for those that <c>make setup</c> installs.</param>
    /// <param name="output">The file or folder to write, whole or not at all.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <returns>What each file holds.</returns>
    /// <exception cref="InvalidInputException">The weights are missing, damaged or of another network, or the output cannot be written.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    /// <exception cref="OnnxExportException">A file's results are not libtorch's; none is left behind.</exception>
    public abstract IReadOnlyList<ExportResult> Export(string? weights, string output, CancellationToken cancellation);

    /// <summary>SHA-256 over all files of some weights, lower-case hexadecimal: one digest, one export.</summary>
    /// <param name="weights">A file, or a folder.</param>
    public virtual string DigestOf(string weights)
    {
        IEnumerable<string> files = File.Exists(weights) ? [weights] : Directory.EnumerateFiles(weights).Order(StringComparer.Ordinal);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            digest.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            digest.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
