namespace Gans.Formats.PyTorch;

/// <summary>What <c>torch.save</c> writes since 1.6: a ZIP archive with <c>data.pkl</c> and a stored entry for each storage, under one folder.</summary>
internal static class PyTorchArchive
{
    private const string Pickle = "/data.pkl";

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">It is damaged, or no state_dict.</exception>
    internal static IReadOnlyDictionary<string, WeightTensor> Read(string path) => PyTorchFile.Guard(path, () =>
    {
        using var archive = ZipReader.Open(path);
        var items = new Dictionary<string, ZipItem>(StringComparer.Ordinal);
        foreach (var item in archive.Items)
        {
            if (!items.TryAdd(item.Name, item))
            {
                throw new InvalidDataException($"two entries {item.Name} in the ZIP archive");
            }
        }

        var pickle = archive.Items.FirstOrDefault(static item => item.Name.EndsWith(Pickle, StringComparison.Ordinal))
            ?? throw new InvalidDataException("no data.pkl in the ZIP archive");
        var folder = pickle.Name[..^Pickle.Length];
        using var content = new MemoryStream(Bytes(pickle));
        if (items.TryGetValue($"{folder}/byteorder", out var order) && !Bytes(order).AsSpan().SequenceEqual("little"u8))
        {
            throw new InvalidDataException("numbers of a big-endian machine");
        }

        return PyTorchFile.Fill(path, StateDict.Find(PickleReader.Read(content)), storage =>
            Bytes(items.GetValueOrDefault($"{folder}/data/{storage.Key}") ?? throw new InvalidDataException($"no data/{storage.Key} in the ZIP archive")));

        // Entries are stored and share no bytes, so that all together are no larger than the file. torch.serialization.set_crc32_options(False)
        // leaves their sums 0.
        byte[] Bytes(ZipItem item)
        {
            using var stream = item.IsStored
                ? archive.OpenItem(item, acceptsNoSum: true)
                : throw new InvalidDataException($"{item.Name} compressed");
            try
            {
                return (item.Length <= Array.MaxLength ? InputFile.ReadGrowing(stream, (int)item.Length) : null)
                    ?? throw new EndOfStreamException($"{item.Name} is cut short");
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException($"{item.Name} damaged: {e.Message}", e);
            }
        }
    });
}
