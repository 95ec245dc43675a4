using System.IO.Compression;

namespace Gans.Formats.PyTorch;

/// <summary>What <c>torch.save</c> writes since 1.6: a ZIP archive with <c>data.pkl</c> and a stored entry for each storage, under one folder.</summary>
internal static class PyTorchArchive
{
    private const string Pickle = "/data.pkl";

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">It is damaged, or no state_dict.</exception>
    internal static WeightFile Read(string path) => PyTorchFile.Guard(path, () =>
    {
        using var file = InputFile.Open(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        var pickle = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(Pickle, StringComparison.Ordinal))
            ?? throw new InvalidDataException("no data.pkl in the ZIP archive");
        var folder = pickle.FullName[..^Pickle.Length];
        using var content = new MemoryStream(Bytes(pickle));
        if (archive.GetEntry($"{folder}/byteorder") is { } order && !Bytes(order).AsSpan().SequenceEqual("little"u8))
        {
            throw new InvalidDataException("numbers of a big-endian machine");
        }

        return PyTorchFile.Fill(path, StateDict.Find(PickleReader.Read(content)), storage =>
            Bytes(archive.GetEntry($"{folder}/data/{storage.Key}") ?? throw new InvalidDataException($"no data/{storage.Key} in the ZIP archive")));

        // Entries are stored, so that no claim is larger than the file.
        byte[] Bytes(ZipArchiveEntry entry)
        {
            using var stream = entry.Length == entry.CompressedLength && entry.Length <= file.Length
                ? entry.Open()
                : throw new InvalidDataException($"{entry.FullName} compressed, or larger than the file");
            return (entry.Length <= Array.MaxLength ? InputFile.ReadGrowing(stream, (int)entry.Length) : null)
                ?? throw new EndOfStreamException($"{entry.FullName} is cut short");
        }
    });
}
