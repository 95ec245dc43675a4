namespace Gans.Formats.PyTorch;

/// <summary>What both kinds of PyTorch's files share.</summary>
internal static class PyTorchFile
{
    /// <summary>Fills all tensors; storages that several share are read once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Where each lies.</param>
    /// <param name="read">Gives the bytes of a storage.</param>
    internal static IReadOnlyDictionary<string, WeightTensor> Fill(
        string path, OrderedDictionary<string, PickleTensor> tensors, Func<PickleStorage, byte[]> read)
    {
        var storages = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var filled = new OrderedDictionary<string, WeightTensor>(tensors.Count, StringComparer.Ordinal);
        var room = new FileInfo(path).Length;   // of the tensors, and apart from it of the storages
        var storageRoom = room;
        foreach (var (name, tensor) in tensors)
        {
            if (!storages.TryGetValue(tensor.Storage.Key, out var values))
            {
                var bytes = read(tensor.Storage);
                storageRoom -= bytes.Length;
                values = storageRoom >= 0
                    ? storages[tensor.Storage.Key] = Values(tensor.Storage, bytes)
                    : throw new InvalidDataException("storages that are together larger than the file");
            }

            filled.Add(name, StateDict.Fill(name, tensor, values));
            room -= filled[name].Values.Length;   // a byte an element is the least that a file of its own tensors has
            if (room < 0)
            {
                throw new InvalidDataException("tensors that share their numbers so often that they are larger than the file");
            }
        }

        return filled;
    }

    /// <summary>Bytes of a storage; null where they are negative or reach 2 GiB.</summary>
    internal static int? ByteCount(PickleStorage storage) =>
        ArrayShape.ByteCount([storage.Count], storage.Element.Size()) is { } length && length <= Array.MaxLength ? (int)length : null;

    /// <summary>Does the reading and turns what is thrown on the way into one clear line.</summary>
    internal static IReadOnlyDictionary<string, WeightTensor> Guard(string path, Func<IReadOnlyDictionary<string, WeightTensor>> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw InvalidInputException.Reading(
                path, $"found {e.Message.TrimEnd('.')}, needed a state_dict as torch.save writes it. Get the file again, or save it anew.", e);
        }
    }

    private static float[] Values(PickleStorage storage, byte[] bytes) => bytes.Length == ByteCount(storage)
        ? storage.Element.ToSingles(bytes)
        : throw new InvalidDataException($"{bytes.Length:N0} bytes in storage {storage.Key}, which has {storage.Count:N0} numbers of type {storage.Element}");
}
