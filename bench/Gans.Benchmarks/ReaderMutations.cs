using System.Buffers;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Gans.Formats;
using Gans.Preprocessing.Sources;

namespace Gans.Benchmarks;

/// <summary>
/// Damages whole files in ten thousand ways for each reader: it must read each or refuse it in one line, soon, in memory that the file is worth.
/// Fails otherwise, and says which seed did.
/// </summary>
internal static class ReaderMutations
{
    internal const string Manifest = """
        [{"paths":["a"],"weights":[
          {"name":"w","dtype":"float32","shape":[2,3]}, {"name":"b","dtype":"float32","shape":[2],"quantization":{"dtype":"uint8"}}]}]
        """;

    private const int Count = 10_000;
    private const string Folder = "build/bench/mutations";

    private const long Worth = 64 << 20;   // bytes allocated for a file of some kilobytes
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static void Run()
    {
        Directory.CreateDirectory(Folder);
        var image = new Image(24, 24, 3);
        new Random(1).NextBytes(image.Pixels);
        var (png, jpeg) = (Encoded(image, ImageCodec.EncodePng), Encoded(image, static (picture, file) => ImageCodec.EncodeJpeg(picture, file)));
        foreach (var (name, whole, read) in Readers(png, jpeg))
        {
            Measure(name, whole, read);
        }
    }

    private static IEnumerable<(string Name, byte[] Whole, Action<string> Read)> Readers(byte[] png, byte[] jpeg)
    {
        var path = Path.Combine(Folder, "whole");
        NpyFile.Write<int>(path, Enumerable.Range(0, 60).ToArray(), 3, 4, 5);
        yield return ("npy", File.ReadAllBytes(path), static file => NpyFile.Read(file));
        yield return ("npy, mapped", File.ReadAllBytes(path), static file => NpyFile.Map(file).Dispose());
        NpzFile.Write(path, [new("images", NpyArray.Create<byte>(new byte[48], 1, 4, 4, 3)), new("labels", NpyArray.Create<long>([3], 1))]);
        yield return ("npz", File.ReadAllBytes(path), ReadNpz);
        SafetensorsFile.Write(path, [new("w", WeightElement.Float32, [2, 3], new byte[24]), new("b", WeightElement.BFloat16, [2], new byte[4])]);
        yield return ("safetensors", File.ReadAllBytes(path), static file => WeightFile.Read(file));
        yield return ("pth", Zip(("a/data.pkl", StateDict()), ("a/data/0", new byte[24])), static file => WeightFile.Read(file));
        yield return ("pickle", Pickle(), static file => PickleFile.ReadArrays(new MemoryStream(File.ReadAllBytes(file)), file));
        yield return ("tfjs, its manifest", Encoding.UTF8.GetBytes(Manifest), file => ReadTfjs(File.ReadAllBytes(file), new byte[26]));
        yield return ("tfjs, its weights", new byte[26], file => ReadTfjs(Encoding.UTF8.GetBytes(Manifest), File.ReadAllBytes(file)));
        yield return ("png", png, static file => ImageCodec.Load(file));
        yield return ("jpeg", jpeg, static file => ImageCodec.Load(file));
        yield return ("zip", Zip(("a/1.png", png), ("b/2.jpg", jpeg)), ReadTree);
        yield return ("tar", Tar(("a/1.png", png), ("b/2.jpg", jpeg)), ReadTree);
        yield return ("tar.gz", Gzip(Tar(("a/1.png", png), ("b/2.jpg", jpeg))), ReadTree);
        yield return ("idx", Idx([3, 1, 2], 10, 20, 30, 40, 50, 60), ReadIdx);
        yield return ("idx.gz", Gzip(Idx([3, 1, 2], 10, 20, 30, 40, 50, 60)), ReadIdx);
    }

    private static void Measure(string name, byte[] whole, Action<string> read)
    {
        var path = Path.Combine(Folder, "damaged");
        var (refused, slowest, largest, watch) = (0, TimeSpan.Zero, 0L, Stopwatch.StartNew());
        for (var seed = 0; seed < Count; seed++)
        {
            File.WriteAllBytes(path, Damage(whole, new Random(seed)));
            var (begin, before) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread());
            try
            {
                read(path);
            }
            catch (InvalidInputException e) when (!e.Message.AsSpan().ContainsAny('\r', '\n'))
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Reading {name} damaged with seed {seed}: {e.GetType().Name}: {e.Message}", e);
            }

            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (watch.Elapsed - begin).Ticks));
            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
            if (slowest > Soon || largest > Worth)
            {
                throw new InvalidOperationException($"Reading {name} damaged with seed {seed}: took {slowest.TotalSeconds:0.0} s and {largest:N0} bytes.");
            }
        }

        Console.WriteLine(
            $"mutations, {name}: {Count:N0} files of some {whole.Length:N0} bytes, {refused:N0} refused, the others read; "
            + $"slowest {slowest.TotalMilliseconds:0} ms, most allocated {largest / 1000.0:N0} kB; "
            + $"peak of the process {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
    }

    /// <summary>One to four damages: a bit, a byte, a run, a part cut out, put in twice, or cut off; in the head as often as anywhere.</summary>
    internal static byte[] Damage(byte[] whole, Random random)
    {
        ReadOnlySpan<byte> values = [0x00, 0x01, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'0', (byte)'9', (byte)'[', (byte)'}'];
        var file = whole;
        for (var i = random.Next(1, 5); i > 0 && file.Length > 0; i--)
        {
            var start = random.Next(random.Next(2) == 0 ? Math.Min(file.Length, 256) : file.Length);
            var end = Math.Min(file.Length, start + random.Next(1, 25));
            var value = values[random.Next(values.Length)];
            file = random.Next(7) switch
            {
                0 => [.. file[..start], (byte)(file[start] ^ (1 << random.Next(8))), .. file[(start + 1)..]],
                1 => [.. file[..start], value, .. file[(start + 1)..]],
                2 => [.. file[..start], .. Enumerable.Repeat(value, end - start), .. file[end..]],
                3 => [.. file[..start], .. Enumerable.Repeat(value, end - start), .. file[start..]],
                4 => [.. file[..start], .. file[end..]],
                5 => [.. file[..end], .. file[start..]],
                _ => file[..start],
            };
        }

        return file;
    }

    private static void ReadNpz(string path)
    {
        using var archive = NpzFile.Open(path);
        foreach (var name in archive.Names)
        {
            archive.Read(name);
        }
    }

    private static void ReadTfjs(byte[] manifest, byte[] weights)
    {
        var path = Path.Combine(Folder, "manifest.json");
        File.WriteAllBytes(path, manifest);
        File.WriteAllBytes(Path.Combine(Folder, "a"), weights);
        WeightFile.Read(path);
    }

    private static void ReadTree(string path)
    {
        using var images = new ImageFiles(FileTree.Open(path, "Reading"));
        foreach (var pending in images.Read(Enumerable.Range(0, images.Count)))
        {
            ImageCodec.Decode(pending.Content().Encoded);
        }
    }

    private static void ReadIdx(string path)
    {
        var labels = Path.Combine(Folder, "labels");
        File.WriteAllBytes(labels, Idx([3], 2, 0, 2));
        using var images = new IdxImages("mnist", ["0", "1", "2"], "train", (path, labels));
        foreach (var pending in images.Read(Enumerable.Range(0, images.Count)))
        {
            pending.Content();
        }
    }

    internal static byte[] Encoded(Image image, Action<Image, IBufferWriter<byte>> encode)
    {
        var file = new ArrayBufferWriter<byte>();
        encode(image, file);
        return file.WrittenSpan.ToArray();
    }

    internal static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    internal static byte[] Tar(params ReadOnlySpan<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return stream.ToArray();
    }

    internal static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    internal static byte[] Idx(ReadOnlySpan<byte> shape, params ReadOnlySpan<byte> items)
    {
        byte[] file = [0, 0, 8, (byte)shape.Length];
        foreach (var size in shape)
        {
            file = [.. file, 0, 0, 0, size];
        }

        return [.. file, .. items];
    }

    /// <summary>{"w": float32 [2, 3]} as torch.save pickles it, opcode by opcode (Python's pickletools).</summary>
    internal static byte[] StateDict() => Opcodes(
        "\u0080\u0002}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0006tQK\0"
        + "K\u0002K\u0003\u0086K\u0003K\u0001\u0086\u0089ccollections\nOrderedDict\n)RtRs.");

    /// <summary>{"labels": [1, 2, 3], "data": b"abc"}, protocol 2.</summary>
    internal static byte[] Pickle() => Opcodes("\u0080\u0002}(X\u0006\0\0\0labels](K\u0001K\u0002K\u0003eX\u0004\0\0\0dataU\u0003abcu.");

    private static byte[] Opcodes(string text) => Encoding.Latin1.GetBytes(text);
}
