using System.Buffers.Binary;
using System.IO.Compression;

namespace Gans.Preprocessing.Tests;

/// <summary>Makes IDX files by hand.</summary>
internal static class IdxFiles
{
    /// <summary>A head and items, uint8.</summary>
    internal static byte[] Build(ReadOnlySpan<int> shape, params ReadOnlySpan<byte> items)
    {
        var bytes = new byte[(4 * (1 + shape.Length)) + items.Length];
        (bytes[2], bytes[3]) = (8, (byte)shape.Length);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * (1 + axis)), shape[axis]);
        }

        items.CopyTo(bytes.AsSpan(bytes.Length - items.Length));
        return bytes;
    }

    internal static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>Writes a data set of three 1 x 2 images, labelled 2, 0, 2, for training, and of one, labelled 1, for testing.</summary>
    internal static void WriteTiny(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "train-images-idx3-ubyte", Build([3, 1, 2], 10, 20, 30, 40, 50, 60));
        Write(folder, "train-labels-idx1-ubyte", Build([3], 2, 0, 2));
        Write(folder, "t10k-images-idx3-ubyte", Build([1, 1, 2], 70, 80));
        Write(folder, "t10k-labels-idx1-ubyte", Build([1], 1));
    }

    internal static void Write(string folder, string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes);
}
