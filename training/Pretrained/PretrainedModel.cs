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

    /// <summary>Where set-up puts its weights; null where it has none to install.</summary>
    private protected abstract WeightPlace? Place { get; }

    /// <summary>Whether <c>make setup</c> installs weights for it.</summary>
    public bool IsInstallable => Place is not null;

    /// <summary>How its weights are installed, without a full stop; null where set-up has none.</summary>
    public string? InstallAdvice => Place?.Advice;

    /// <summary>The weights that <c>make setup</c> installs.</summary>
    /// <exception cref="InvalidInputException">They are not there.</exception>
    public string InstalledWeights()
    {
        if (Place is not { } place)
        {
            throw new InvalidInputException($"Exporting {Name}: found no weights, needed them, since no package has these. Pass --weights PATH.");
        }

        return place.Candidates.FirstOrDefault(Path.Exists) ?? throw new InvalidInputException(
            $"Exporting {Name}: found no {place.Name}, needed the weights. Give them (--weights PATH), or {place.Advice}.");
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
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (Directory.Exists(weights))
        {
            foreach (var file in FolderListing.Of(weights, recurse: false))
            {
                using var content = file.Open(Path.Combine(weights, file.Name));
                Add(file.Name, content);
            }
        }
        else
        {
            using var content = InputFile.Open(weights);
            Add(Path.GetFileName(weights), content);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());

        void Add(string name, Stream content)
        {
            digest.AppendData(Encoding.UTF8.GetBytes(name));
            digest.AppendData(SHA256.HashData(content));
        }
    }
}
