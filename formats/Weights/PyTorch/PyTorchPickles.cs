using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Gans.Formats.PyTorch;

/// <summary>
/// What <c>torch.save</c> wrote before 1.6: pickles of a magic number, a protocol, the machine, the object and the storages' keys, then each
/// storage as its count and its numbers.
/// </summary>
internal static class PyTorchPickles
{
    private const long Protocol = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">It is damaged, or no state_dict.</exception>
    internal static IReadOnlyDictionary<string, WeightTensor> Read(string path) => PyTorchFile.Guard(path, () =>
    {
        using var file = new BufferedStream(InputFile.Open(path), 1 << 16);
        if (PickleReader.Read(file) is not BigInteger magic || magic != Magic || PickleReader.Read(file) is not Protocol)
        {
            throw new InvalidDataException("a pickle that torch.save did not write");
        }

        if (PickleReader.Read(file) is not PickleDictionary machine || machine.Entries.Contains(("little_endian", false)))
        {
            throw new InvalidDataException("numbers of a big-endian machine");
        }

        var tensors = StateDict.Find(PickleReader.Read(file));
        var sizes = tensors.Values.Select(tensor => tensor.Storage).DistinctBy(storage => storage.Key).ToDictionary(
            storage => storage.Key, StringComparer.Ordinal);
        var storages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var key in PickleReader.Read(file) as PickleList ?? throw new InvalidDataException("no list of storages after the pickle"))
        {
            var storage = key is string name && sizes.TryGetValue(name, out var known)
                ? known
                : throw new InvalidDataException("a storage that no tensor uses");
            if (!storages.TryAdd(storage.Key, Bytes(file, storage)))
            {
                throw new InvalidDataException($"storage {storage.Key} twice");
            }
        }

        return PyTorchFile.Fill(
            path, tensors, storage => storages.GetValueOrDefault(storage.Key) ?? throw new InvalidDataException($"no storage {storage.Key}"));
    });

    private static byte[] Bytes(Stream file, PickleStorage storage)
    {
        var count = new byte[sizeof(long)];
        file.ReadExactly(count);
        return BinaryPrimitives.ReadInt64LittleEndian(count) == storage.Count && PyTorchFile.ByteCount(storage) is { } length
            ? InputFile.ReadGrowing(file, length) ?? throw new EndOfStreamException($"storage {storage.Key} is cut short")
            : throw new InvalidDataException($"another length of storage {storage.Key} than the pickle says");
    }
}
