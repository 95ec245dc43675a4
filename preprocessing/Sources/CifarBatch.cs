using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>One file of CIFAR-10: labels, and pictures as planes of red, green and blue.</summary>
/// <remarks>
/// The two forms, from cs.toronto.edu/~kriz/cifar.html: records of a label and 3,072 values; or a pickled dictionary of <c>labels</c>, a list, and
/// <c>data</c>, an array uint8 [N, 3072].
/// </remarks>
internal sealed class CifarBatch
{
    /// <summary>Height and width of a picture.</summary>
    internal const int Side = 32;

    /// <summary>Planes of a picture.</summary>
    internal const int Channels = 3;

    private const int PlaneSize = Side * Side;
    private const int PictureSize = Channels * PlaneSize;
    private const int RecordSize = 1 + PictureSize;

    private readonly ReadOnlyMemory<byte> values;
    private readonly int start;
    private readonly int stride;

    private CifarBatch(byte[] labels, ReadOnlyMemory<byte> values, int start, int stride, string name)
    {
        (Labels, this.values, this.start, this.stride) = (labels, values, start, stride);
        if (labels.FirstOrDefault(static label => label >= 10) is > 0 and var wrong)
        {
            throw Invalid(name, $"the label {wrong}", "0 to 9");
        }
    }

    /// <summary>One a picture.</summary>
    internal IReadOnlyList<byte> Labels { get; }

    /// <summary>Reads a file of either form.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="name">The file, for messages; in .bin end plain bytes.</param>
    /// <exception cref="InvalidInputException">It is damaged or of another kind.</exception>
    internal static CifarBatch Parse(byte[] bytes, string name)
    {
        if (!name.EndsWith(".bin", StringComparison.Ordinal))
        {
            return Unpickle(bytes, name);
        }

        if (bytes.Length == 0 || bytes.Length % RecordSize != 0)
        {
            throw Invalid(name, $"{bytes.Length:N0} bytes", $"records of {RecordSize:N0}");
        }

        var labels = new byte[bytes.Length / RecordSize];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = bytes[i * RecordSize];
        }

        return new CifarBatch(labels, bytes, start: 1, stride: RecordSize, name);
    }

    /// <summary>One picture, its three planes interleaved.</summary>
    internal Image Picture(int index)
    {
        var planes = values.Span.Slice(start + (index * stride), PictureSize);
        var image = new Image(Side, Side, Channels);
        var pixels = image.Pixels;
        for (var i = 0; i < PlaneSize; i++)
        {
            for (var c = 0; c < Channels; c++)
            {
                pixels[(i * Channels) + c] = planes[(c * PlaneSize) + i];
            }
        }

        return image;
    }

    private static CifarBatch Unpickle(byte[] bytes, string name)
    {
        var arrays = PickleFile.ReadArrays(new MemoryStream(bytes), name);
        if (arrays.TryGetValue("labels", out var labels) && labels.Type == NpyType.Int64
            && arrays.TryGetValue("data", out var data) && data.Type == NpyType.UInt8 && data.Shape.SequenceEqual([labels.Shape[0], PictureSize]))
        {
            return new CifarBatch(
                [.. labels.Elements<long>().ToArray().Select(static label => (byte)Math.Clamp(label, 0, byte.MaxValue))],
                data.Bytes.ToArray(),
                start: 0,
                stride: PictureSize,
                name);
        }

        throw Invalid(
            name,
            $"the arrays {string.Join(", ", arrays.Select(static array => $"{array.Key} {array.Value.Type} [{string.Join(", ", array.Value.Shape)}]"))}",
            $"labels and data UInt8 [N, {PictureSize}]");
    }

    private static InvalidInputException Invalid(string name, string found, string needed) =>
        new($"Reading {name}: found {found}, needed {needed}. It is no batch of CIFAR-10, or damaged; get it again.");
}
