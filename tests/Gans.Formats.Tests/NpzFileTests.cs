using System.Buffers.Binary;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class NpzFileTests
{
    /// <summary>What numpy 1.24.2's savez_compressed(images=arange(12, dtype=uint8).reshape(2, 2, 3, 1), labels=array([1, 0], int32)) wrote.</summary>
    internal const string FromNumPy =
        "UEsDBBQAAAAIAAAAIQBE43dJVwAAAIwAAAAKABQAaW1hZ2VzLm5weQEAEACMAAAAAAAAAFcAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgXlNqqK6joJ6WX1RSlJgX"
        + "n1+UkgoSd0vMKU4FihdnJBakAvkaRjoKQGSso2CoqaNQq0AG4GJgZGJmYWVj5+Dk4gYAUEsDBBQAAAAIAAAAIQCAMaOHSAAAAIgAAAAKABQAbGFiZWxzLm5weQEAEACI"
        + "AAAAAAAAAEgAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQALkYGCAAAUEsBAhQDFAAA"
        + "AAgAAAAhAETjd0lXAAAAjAAAAAoAAAAAAAAAAAAAAIABAAAAAGltYWdlcy5ucHlQSwECFAMUAAAACAAAACEAgDGjh0gAAACIAAAACgAAAAAAAAAAAAAAgAGTAAAAbGFi"
        + "ZWxzLm5weVBLBQYAAAAAAgACAHAAAAAXAQAAAAA=";

    [TestMethod]
    public void Open_WhatNumPyWrote_GivesItsArrays()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.npz"], Convert.FromBase64String(FromNumPy));

        using var archive = NpzFile.Open(folder["a.npz"]);
        var (images, labels) = (archive.Read("images"), archive.Read("labels"));

        CollectionAssert.AreEqual(new[] { "images", "labels" }, archive.Names.ToArray());
        CollectionAssert.AreEqual(new long[] { 2, 2, 3, 1 }, images.Shape.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 12).Select(number => (byte)number).ToArray(), images.Elements<byte>().ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0 }, labels.Elements<int>().ToArray());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Write_Arrays_ComeBackAndGiveEqualBytesTwice(bool compress)
    {
        using var folder = new TemporaryFolder();
        var mu = NpyArray.Create<double>([0.1, double.NaN, -1e300], 3);
        var sigma = NpyArray.Create<Half>(new Half[12], 3, 4);

        NpzFile.Write(folder["a.npz"], [new("mu", mu), new("sigma", sigma)], compress);
        NpzFile.Write(folder["b.npz"], [new("mu", mu), new("sigma", sigma)], compress);

        using var archive = NpzFile.Open(folder["a.npz"]);
        CollectionAssert.AreEqual(mu.Bytes.ToArray(), archive.Read("mu").Bytes.ToArray());
        CollectionAssert.AreEqual(sigma.Shape.ToArray(), archive.Read("sigma").Shape.ToArray());
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["a.npz"]), File.ReadAllBytes(folder["b.npz"]));
    }

    [TestMethod]
    public void Write_WithoutCompression_StoresBytesAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        var array = NpyArray.Create<byte>("a run of letters that deflate would change, change, change"u8, 58);

        NpzFile.Write(folder["a.npz"], [new("text", array)], compress: false);

        Assert.IsGreaterThan(0, File.ReadAllBytes(folder["a.npz"]).AsSpan().IndexOf(array.Bytes));
    }

    [TestMethod]
    public void Write_TwoArraysOfOneName_IsRefusedAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var array = NpyArray.Create<byte>([1], 1);

        Assert.ThrowsExactly<ArgumentException>(() => NpzFile.Write(folder["a.npz"], [new("a", array), new("a", array)]));

        Assert.AreEqual(0, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [TestMethod]
    public void Read_UnknownName_ListsTheNames()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.npz"], Convert.FromBase64String(FromNumPy));
        using var archive = NpzFile.Open(folder["a.npz"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => archive.Read("mu"));

        StringAssert.Contains(error.Message, "found the arrays images, labels, needed one named mu");
    }

    [TestMethod]
    public void Read_ChangedByteInStoredArray_IsFoundByItsChecksum()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder["a.npz"], [new("a", NpyArray.Create<byte>([11, 22, 33, 44], 4))], compress: false);
        var bytes = File.ReadAllBytes(folder["a.npz"]);
        bytes[bytes.AsSpan().IndexOf<byte>([11, 22, 33, 44])] ^= 1;
        File.WriteAllBytes(folder["a.npz"], bytes);
        using var archive = NpzFile.Open(folder["a.npz"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => archive.Read("a"));

        StringAssert.Contains(error.Message, "checksum");
    }

    [TestMethod]
    public void Open_NoArchive_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.npz"], "no zip");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => NpzFile.Open(folder["a.npz"]));

        StringAssert.StartsWith(error.Message, $"Reading {folder["a.npz"]}: damaged .npz archive");
    }

    [TestMethod]
    [Description("10,000 bytes that deflate cannot shrink, said to be 8 MiB by the array's header and by the archive's table: deflate could hold that much.")]
    public void Read_HeaderAndTableClaimMoreThanThereIs_AllocatesOnlyWhatArrives()
    {
        using var folder = new TemporaryFolder();
        var header = new NpyHeader(NpyType.UInt8, [1 << 23]);
        using (var file = File.Create(folder["a.npz"]))
        using (var writer = new NpzWriter(file, compress: true))
        {
            writer.Add("a.npy", entry => entry.Write([.. header.ToBytes(), .. TestImages.Noise(100, 100, 1, seed: 1).Pixels]));
        }

        var bytes = File.ReadAllBytes(folder["a.npz"]);
        var table = bytes.AsSpan(bytes.AsSpan().LastIndexOf("PK\x01\x02"u8));
        BinaryPrimitives.WriteUInt32LittleEndian(table[24..], (uint)(header.ToBytes().Length + header.DataSize));   // the uncompressed size
        File.WriteAllBytes(folder["a.npz"], bytes);
        using var damaged = NpzFile.Open(folder["a.npz"]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.ThrowsExactly<InvalidInputException>(() => damaged.Read("a"));

        StringAssert.Contains(error.Message, "fewer bytes than it promises");
        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [Description("64 MB of zeros in 64 kB: deflate can hold that, an array that somebody needs does not.")]
    public void Open_ArraysThatExpand_IsRefused()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder["a.npz"], [new("images", NpyArray.Create<byte>(new byte[64 << 20], 64 << 20))]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => NpzFile.Open(folder["a.npz"])).Message, "the most that is expanded");
        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow(true)]
    [DataRow(false)]
    public void Read_DamagedFile_ReadsOrThrowsInvalidInput(bool compress)
    {
        using var folder = new TemporaryFolder();
        var noise = TestImages.Noise(4, 4, 3, seed: 9).Pixels.ToArray();
        NpzFile.Write(folder["whole"], [new("images", NpyArray.Create<byte>(noise, 1, 4, 4, 3)), new("labels", NpyArray.Create<long>([3], 1))], compress);

        ReaderFuzz.Run(File.ReadAllBytes(folder["whole"]), ReadAll, count: 1000);

        static void ReadAll(string path)
        {
            using var archive = NpzFile.Open(path);
            foreach (var name in archive.Names)
            {
                archive.Read(name);
            }
        }
    }
}
