using System.IO.Compression;

namespace Gans.Formats.Tests.Weights;

/// <summary>Files as <c>torch.save</c> writes them, old and new.</summary>
internal static class PyTorchFiles
{
    /// <summary>A ZIP archive with a pickle and storages.</summary>
    internal static byte[] Archive(byte[] pickle, IReadOnlyDictionary<string, byte[]> storages, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("archive/data.pkl", pickle);
            Add("archive/byteorder", "little"u8.ToArray());
            foreach (var (key, bytes) in storages)
            {
                Add($"archive/data/{key}", bytes);
            }

            void Add(string name, byte[] bytes)
            {
                using var entry = archive.CreateEntry(name, compression).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The row of pickles from before torch 1.6.</summary>
    internal static byte[] Legacy(byte[] pickle, IReadOnlyList<(string Key, long Count, byte[] Bytes)> storages)
    {
        var magic = new PickleBuilder().Op("\u008a").Raw(10).Raw([0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]).ToArray();
        var protocol = new PickleBuilder().Number(1001).ToArray();
        var machine = new PickleBuilder().Op("}").Text("little_endian").Op("\u0088s").ToArray();
        var keys = storages.Aggregate(new PickleBuilder().Op("]("), (builder, storage) => builder.Text(storage.Key)).Op("e").ToArray();
        return
        [
            .. magic, .. protocol, .. machine, .. pickle, .. keys,
            .. storages.SelectMany(storage => (byte[])[.. BitConverter.GetBytes(storage.Count), .. storage.Bytes]),
        ];
    }

    /// <summary>{"net.weight": float [2, 3], its transpose as "net.turned", "net.half": half [2], "net.double": double [1], "net.steps": int64 []}.</summary>
    internal static byte[] StateDict(bool isLegacy) => new PickleBuilder()
        .Global("collections", "OrderedDict").Op(")Rq\0(")
        .Text("net.weight").Tensor("0", "FloatStorage", 8, 2, [2, 3], [3, 1], isLegacy)
        .Text("net.turned").Tensor("0", "FloatStorage", 8, 2, [3, 2], [1, 3], isLegacy)
        .Text("net.half").Tensor("1", "HalfStorage", 2, 0, [2], [1], isLegacy)
        .Text("net.double").Tensor("2", "DoubleStorage", 1, 0, [1], [1], isLegacy)
        .Text("net.steps").Tensor("3", "LongStorage", 1, 0, [], [], isLegacy)
        .Op("u}").Text("_metadata").Global("collections", "OrderedDict").Op(")Rsb").ToArray();

    /// <summary>What <see cref="StateDict"/> refers to.</summary>
    internal static IReadOnlyList<(string Key, long Count, byte[] Bytes)> Storages { get; } =
    [
        ("0", 8, [.. new float[] { 9, 9, 1, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)]),
        ("1", 2, [.. new Half[] { (Half)0.5, (Half)(-2) }.SelectMany(BitConverter.GetBytes)]),
        ("2", 1, BitConverter.GetBytes(0.1)),
        ("3", 1, BitConverter.GetBytes(12L)),
    ];

    internal static byte[] WholeArchive() => Archive(StateDict(isLegacy: false), Storages.ToDictionary(storage => storage.Key, storage => storage.Bytes));

    internal static byte[] WholeLegacy() => Legacy(StateDict(isLegacy: true), Storages);
}
