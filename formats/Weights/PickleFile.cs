using Gans.Formats.PyTorch;

namespace Gans.Formats;

/// <summary>Reads arrays out of a dictionary that Python pickled, as CIFAR-10 comes. Nothing that a pickle asks to be run is run.</summary>
public static class PickleFile
{
    private const int LongestKey = 1000;   // letters; no array has such a name, and one text may be the key of many

    /// <summary>Reads the dictionary.</summary>
    /// <param name="stream">A pickle of protocol 2 or later, written by Python 2 or 3.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>By key: NumPy arrays of bytes as UInt8, and lists of whole numbers as Int64 [N]. Other entries are left out.</returns>
    /// <exception cref="InvalidInputException">It is damaged, no dictionary, or asks for code beyond what describes such arrays.</exception>
    public static IReadOnlyDictionary<string, NpyArray> ReadArrays(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var dictionary = PickleReader.Read(stream) as PickleDictionary ?? throw new InvalidDataException("no dictionary in the pickle");
            var arrays = new Dictionary<string, NpyArray>(StringComparer.Ordinal);
            var made = new Dictionary<object, NpyArray?>(ReferenceEqualityComparer.Instance);   // one list may stand under any number of keys
            foreach (var (key, value) in dictionary.Entries)
            {
                if (value is null || key is string { Length: > LongestKey } or byte[] { Length: > LongestKey })
                {
                    continue;
                }

                if (!made.TryGetValue(value, out var array))
                {
                    array = made[value] = ToArray(value);
                }

                if (array is not null)
                {
                    arrays[PickleCode.Word(key)] = array;
                }
            }

            return arrays;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw InvalidInputException.Reading(name, $"found {e.Message.TrimEnd('.')}, needed a pickled dictionary of arrays. Get the file again.", e);
        }
    }

    private static NpyArray? ToArray(object? value) => value switch
    {
        PickleArray array => OfBytes(array.State),
        PickleList list when list.TrueForAll(static item => item is long) => NpyArray.Create<long>([.. list.Select(static item => (long)item!)], list.Count),
        _ => null,
    };

    private static NpyArray? OfBytes(object?[]? state)
    {
        if (state is not [_, object?[] { Length: <= ArrayShape.MaximumRank } sizes, PickleElement { Code: "u1" }, false, byte[] bytes]
            || !Array.TrueForAll(sizes, static size => size is long))
        {
            return null;
        }

        long[] shape = [.. sizes.Select(static size => (long)size!)];
        return ArrayShape.ByteCount(shape, 1) == bytes.Length
            ? new NpyArray(NpyType.UInt8, shape, bytes)
            : throw new InvalidDataException($"an array {ArrayShape.Text(shape)} of {bytes.Length:N0} bytes in the pickle");
    }
}
