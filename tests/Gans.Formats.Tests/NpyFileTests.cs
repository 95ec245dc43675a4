using System.Text;

namespace Gans.Formats.Tests;

[TestClass]
public sealed class NpyFileTests
{
    /// <summary>The descriptions that numpy 1.24.2's numpy.save wrote, and the bytes after them.</summary>
    private static readonly (string Dictionary, byte[] Elements, NpyType Type, long[] Shape)[] FromNumPy =
    [
        ("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }", [1, 0, 0xFE, 0xFF, 3, 0, 4, 0, 5, 0, 6, 0], NpyType.Int16, [2, 3]),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", [0, 0, 0xC0, 0x3F], NpyType.Float32, []),
        ("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }", [1, 0], NpyType.Bool, [2]),
        ("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3), }", [], NpyType.Float64, [0, 3]),
    ];

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Read_WhatNumPyWrote_GivesItsArrayAndWritesItBackBitEqual(int index)
    {
        using var folder = new TemporaryFolder();
        var (dictionary, elements, type, shape) = FromNumPy[index];
        var file = File(1, dictionary.PadRight(117) + "\n", elements);
        System.IO.File.WriteAllBytes(folder["a.npy"], file);

        var array = NpyFile.Read(folder["a.npy"]);
        NpyFile.Write(folder["b.npy"], array);

        Assert.AreEqual(type, array.Type);
        CollectionAssert.AreEqual(shape, array.Shape.ToArray());
        CollectionAssert.AreEqual(elements, array.Bytes.ToArray());
        CollectionAssert.AreEqual(file, System.IO.File.ReadAllBytes(folder["b.npy"]));
    }

    [TestMethod]
    public void Elements_OfEachType_ComeBack()
    {
        AssertRoundTrip([true, false, true]);
        AssertRoundTrip<byte>([0, 255]);
        AssertRoundTrip<sbyte>([-128, 127]);
        AssertRoundTrip([short.MinValue, short.MaxValue]);
        AssertRoundTrip([int.MinValue, int.MaxValue]);
        AssertRoundTrip([long.MinValue, long.MaxValue]);
        AssertRoundTrip([Half.Epsilon, Half.NegativeInfinity]);
        AssertRoundTrip([float.Epsilon, float.NaN, -0f]);
        AssertRoundTrip([double.Epsilon, double.PositiveInfinity]);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void Read_LaterVersions_AreRead(int version)
    {
        var array = Read(File((byte)version, "{'shape': (2,), 'fortran_order': False, 'descr': '<i2'}\n", [1, 0, 2, 0]));

        CollectionAssert.AreEqual(new short[] { 1, 2 }, array.Elements<short>().ToArray());
    }

    [TestMethod]
    [DataRow("{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }", 4, "type '>i2'")]
    [DataRow("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }", 16, "type '<c8'")]
    [DataRow("{'descr': '<i2', 'fortran_order': True, 'shape': (2, 2), }", 8, "Fortran")]
    [DataRow("{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }", 4, "truncated")]
    [DataRow("{'descr': '<i2', 'fortran_order': False, 'shape': (1,), }", 4, "followed by something else")]
    [DataRow("{'descr': '<i2', 'fortran_order': False, 'shape': (-2,), }", 4, "no whole number")]
    [DataRow("{'descr': '<i2', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", 4, "fewer than 2^63 bytes")]
    [DataRow("{'descr': '<i2', 'fortran_order': False, 'shape': (99999999999999999999,), }", 4, "no whole number")]
    [DataRow("{'descr': '<i2', 'fortran_order': False, }", 4, "descr, fortran_order and shape")]
    [DataRow("{'descr': '<i2', 'descr': '<i2', 'fortran_order': False, 'shape': (2,), }", 4, "'descr' twice")]
    [DataRow("{'descr': '<i2', 'fortran_order': False, 'shape': (2,), } + x", 4, "descr, fortran_order and shape")]
    [DataRow("['descr']", 4, "no '{'")]
    public void Read_WrongHeader_SaysWhatIsWrong(string dictionary, int size, string fault)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Read(File(1, dictionary + "\n", new byte[size])));

        StringAssert.Contains(error.Message, fault);
    }

    [TestMethod]
    [Description("The other sizes do not matter where one is 0, and must not overflow.")]
    public void Read_NoElementsInHugeShape_IsEmpty()
    {
        var array = Read(File(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 9223372036854775807, 0), }\n", []));

        Assert.AreEqual(0, array.Elements<double>().Length);
    }

    [TestMethod]
    [DataRow(new byte[0], "does not begin with")]
    [DataRow(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 4, 0 }, "version 4")]
    [DataRow(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 9 }, "ends inside its header")]
    [DataRow(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 2, 0, 255, 255, 255, 255 }, "4,294,967,295 bytes in a file of 12")]
    public void Read_NoNpyFile_SaysWhatIsWrong(byte[] file, string fault)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Read(file));

        StringAssert.Contains(error.Message, fault);
    }

    [TestMethod]
    public void Elements_AskedForAnotherType_Throws()
    {
        var array = NpyArray.Create<int>([1, 2], 2);

        Assert.ThrowsExactly<InvalidOperationException>(() => array.Elements<float>().Length);
    }

    [TestMethod]
    public void Create_ShapeOfAnotherSize_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => NpyArray.Create<int>([1, 2, 3], 2, 2));

    [TestMethod]
    public void Map_SmallFile_GivesSlices()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<float>(folder["a.npy"], [1, 2, 3, 4, 5, 6], 3, 2);

        using var array = NpyFile.Map(folder["a.npy"]);

        Assert.AreEqual(6L, array.Length);
        CollectionAssert.AreEqual(new float[] { 3, 4, 5 }, array.Slice<float>(2, 3).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => array.Slice<float>(4, 3).Length);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => array.Slice<float>(long.MaxValue, 1).Length);
        Assert.ThrowsExactly<InvalidOperationException>(() => array.Slice<int>(0, 1).Length);
    }

    [TestMethod]
    public void Slice_AfterDispose_Throws()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<float>(folder["a.npy"], [1, 2], 2);
        var array = NpyFile.Map(folder["a.npy"]);

        array.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => array.Slice<float>(0, 1).Length);
    }

    [TestMethod]
    [Description("20 GB of holes: mapping reads the header alone, and a touched page is zero.")]
    public void Map_HugeSparseFile_CostsNoMemory()
    {
        using var folder = new TemporaryFolder();
        var header = new NpyHeader(NpyType.UInt8, [20_000_000, 1_000]);
        using (var stream = System.IO.File.Create(folder["huge.npy"]))
        {
            stream.Write(header.ToBytes());
            stream.SetLength(stream.Position + header.DataSize);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var array = NpyFile.Map(folder["huge.npy"]);

        Assert.AreEqual(20_000_000_000, array.Length);
        Assert.AreEqual(0, array.Slice<byte>(array.Length - 1, 1)[0]);
        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Writer_RowByRow_EqualsWritingAtOnce()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<short>(folder["once.npy"], [1, 2, 3, 4, 5, 6], 3, 2);
        using (var writer = new NpyWriter(folder["rows.npy"], NpyType.Int16, 2))
        {
            writer.Append([1, 0, 2, 0]);
            writer.Append([3, 0, 4, 0]);
            writer.Append([5, 0, 6, 0]);
            writer.Complete();
        }

        CollectionAssert.AreEqual(System.IO.File.ReadAllBytes(folder["once.npy"]), System.IO.File.ReadAllBytes(folder["rows.npy"]));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Read_DamagedFile_ReadsOrThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<int>(folder["whole"], Enumerable.Range(0, 60).ToArray(), 3, 4, 5);

        ReaderFuzz.Run(System.IO.File.ReadAllBytes(folder["whole"]), path => NpyFile.Read(path), count: 2000);
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Map_DamagedFile_MapsOrThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<byte>(folder["whole"], new byte[60], 3, 4, 5);

        ReaderFuzz.Run(System.IO.File.ReadAllBytes(folder["whole"]), TouchAll, count: 2000);

        static void TouchAll(string path)
        {
            using var array = NpyFile.Map(path);
            if (array.Type == NpyType.UInt8)
            {
                _ = array.Slice<byte>(0, checked((int)array.Length)).Contains((byte)1);
            }
        }
    }

    private static void AssertRoundTrip<T>(T[] elements)
        where T : unmanaged
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<T>(folder["a.npy"], elements, elements.Length);
        CollectionAssert.AreEqual(elements, NpyFile.Read(folder["a.npy"]).Elements<T>().ToArray());
    }

    private static NpyArray Read(byte[] file)
    {
        using var folder = new TemporaryFolder();
        System.IO.File.WriteAllBytes(folder["a.npy"], file);
        return NpyFile.Read(folder["a.npy"]);
    }

    private static byte[] File(byte version, string header, byte[] elements)
    {
        byte[] length = version == 1 ? [(byte)header.Length, (byte)(header.Length >> 8)] : [(byte)header.Length, (byte)(header.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. elements];
    }
}
