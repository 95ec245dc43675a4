using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;
using Gans.Formats;

namespace Gans.Testing;

/// <summary>Makes image files, folders and archives of them.</summary>
internal static class Pictures
{
    /// <summary>A picture of one colour, as a PNG file.</summary>
    internal static byte[] Flat(int height, int width, params ReadOnlySpan<byte> colour)
    {
        var image = new Image(height, width, colour.Length);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = colour[i % colour.Length];
        }

        return Png(image);
    }

    /// <summary>Noise, as a PNG file.</summary>
    internal static byte[] Noise(int height, int width, int seed)
    {
        var image = new Image(height, width, 3);
        new Random(seed).NextBytes(image.Pixels);
        return Png(image);
    }

    internal static byte[] Png(Image image)
    {
        var file = new ArrayBufferWriter<byte>();
        ImageCodec.EncodePng(image, file);
        return file.WrittenSpan.ToArray();
    }

    internal static byte[] Jpeg(int height, int width, int seed)
    {
        var image = new Image(height, width, 3);
        new Random(seed).NextBytes(image.Pixels);
        var file = new ArrayBufferWriter<byte>();
        ImageCodec.EncodeJpeg(image, file);
        return file.WrittenSpan.ToArray();
    }

    /// <summary>Writes files as a <c>folder</c>, a <c>zip</c>, a <c>tar</c> or a <c>tar.gz</c>.</summary>
    /// <returns>Where they are: <c>in.</c> and the kind.</returns>
    internal static string Write(TemporaryFolder folder, string kind, params IEnumerable<(string Name, byte[] Content)> files)
    {
        var path = folder["in." + kind];
        switch (kind)
        {
            case "folder":
                WriteFolder(path, files);
                break;
            case "zip":
                WriteZip(path, files);
                break;
            default:
                WriteTar(path, compressed: kind == "tar.gz", files);
                break;
        }

        return path;
    }

    internal static void WriteFolder(string folder, params IEnumerable<(string Name, byte[] Content)> files)
    {
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }

    internal static void WriteZip(string path, params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }
    }

    internal static void WriteTar(string path, bool compressed, params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var file = File.Create(path);
        using Stream stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var archive = new TarWriter(stream);
        foreach (var (name, content) in files)
        {
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }
    }
}
