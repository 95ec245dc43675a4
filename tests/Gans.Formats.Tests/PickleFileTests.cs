namespace Gans.Formats.Tests;

[TestClass]
public sealed class PickleFileTests
{
    /// <summary>
    /// What Python 2's cPickle writes for the head of an array uint8 [2, 3], as in CIFAR-10; taken from pickletools' description of its opcodes.
    /// </summary>
    private static readonly byte[] ArrayOfPython2 =
    [
        .. "cnumpy.core.multiarray\n_reconstruct\nq\u0006cnumpy\nndarray\nq\u0007K\0"u8, 0x85, .. "U\u0001b"u8, 0x87, .. "R(K\u0001K\u0002K\u0003"u8, 0x86,
        .. "cnumpy\ndtype\nU\u0002u1K\0K\u0001"u8, 0x87, .. "R(K\u0003U\u0001|NNNJ"u8, 255, 255, 255, 255, .. "J"u8, 255, 255, 255, 255, .. "K\0tb"u8, 0x89,
        .. "T\u0006\0\0\0"u8, 1, 2, 3, 253, 254, 255, .. "tb"u8,
    ];

    [TestMethod]
    public void ReadArrays_DictionaryOfPython2_GivesArraysAndLists()
    {
        byte[] pickle = [0x80, 2, .. "}(U\u000bbatch_labelU\u0004testU\u0006labels](K\u0003K\u0007eU\u0004data"u8, .. ArrayOfPython2, .. "u."u8];

        var arrays = PickleFile.ReadArrays(new MemoryStream(pickle), "batch");

        CollectionAssert.AreEquivalent(new[] { "labels", "data" }, arrays.Keys.ToArray());
        CollectionAssert.AreEqual(new long[] { 3, 7 }, arrays["labels"].Elements<long>().ToArray());
        CollectionAssert.AreEqual(new long[] { 2, 3 }, arrays["data"].Shape.ToArray());
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 253, 254, 255 }, arrays["data"].Bytes.ToArray());
    }

    [TestMethod]
    [Description("What CPython 3.11 and NumPy 1.24 write with protocol 4 for {'data': numpy.array([[1, 255]], 'u1')}, read off pickle.dumps.")]
    public void ReadArrays_DictionaryOfPython3_GivesArrays()
    {
        byte[] pickle =
        [
            0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, .. "}"u8, 0x94, 0x8C, 4, .. "data"u8, 0x94,
            0x8C, 0x15, .. "numpy.core.multiarray"u8, 0x94, 0x8C, 0x0C, .. "_reconstruct"u8, 0x94, 0x93, 0x94,
            0x8C, 5, .. "numpy"u8, 0x94, 0x8C, 7, .. "ndarray"u8, 0x94, 0x93, 0x94,
            .. "K\0"u8, 0x85, 0x94, .. "C\u0001b"u8, 0x94, 0x87, 0x94, .. "R"u8, 0x94, .. "(K\u0001K\u0001K\u0002"u8, 0x86, 0x94,
            .. "h\u0005"u8, 0x8C, 5, .. "dtype"u8, 0x94, 0x93, 0x94, 0x8C, 2, .. "u1"u8, 0x94, 0x89, 0x88, 0x87, 0x94, .. "R"u8, 0x94,
            .. "(K\u0003"u8, 0x8C, 1, .. "|"u8, 0x94, .. "NNNJ"u8, 255, 255, 255, 255,
            .. "J"u8, 255, 255, 255, 255, .. "K\0t"u8, 0x94, .. "b"u8, 0x89, .. "C\u0002"u8, 1, 255, 0x94, .. "t"u8, 0x94, .. "bs."u8,
        ];

        var data = PickleFile.ReadArrays(new MemoryStream(pickle), "batch")["data"];

        CollectionAssert.AreEqual(new long[] { 1, 2 }, data.Shape.ToArray());
        CollectionAssert.AreEqual(new byte[] { 1, 255 }, data.Bytes.ToArray());
    }

    [TestMethod]
    [Description("os.system with a command: read, named, never run.")]
    public void ReadArrays_PickleThatCallsCode_IsRefusedByName()
    {
        byte[] pickle = [0x80, 2, .. "}U\u0001xcos\nsystem\nU\u0004true"u8, 0x85, .. "Rs."u8];

        var error = Assert.ThrowsExactly<InvalidInputException>(() => PickleFile.ReadArrays(new MemoryStream(pickle), "batch"));

        StringAssert.Contains(error.Message, "a call of os.system");
    }

    [TestMethod]
    public void ReadArrays_CutAnywhere_ThrowsInvalidInput()
    {
        byte[] pickle = [0x80, 2, .. "}(U\u0006labels](K\u0003K\u0007eU\u0004data"u8, .. ArrayOfPython2, .. "u."u8];
        for (var length = 0; length < pickle.Length; length++)
        {
            Assert.ThrowsExactly<InvalidInputException>(() => PickleFile.ReadArrays(new MemoryStream(pickle, 0, length), "batch"), $"{length} bytes");
        }
    }

    [TestMethod]
    [Description("The shape [2, 4] of six bytes.")]
    public void ReadArrays_ShapeBeyondTheBytes_ThrowsInvalidInput()
    {
        byte[] pickle = [0x80, 2, .. "}U\u0004data"u8, .. ArrayOfPython2, .. "s."u8];
        pickle[pickle.AsSpan().IndexOf("K\u0002K\u0003"u8) + 3] = 4;

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => PickleFile.ReadArrays(new MemoryStream(pickle), "batch")).Message, "an array [2, 4] of 6 bytes");
    }

    [TestMethod]
    [Description("A list of 20,000 numbers under 500 keys: copied for each that would be 80 MB.")]
    public void ReadArrays_OneListUnderManyKeys_IsCopiedOnce()
    {
        byte[] pickle =
        [
            0x80, 2, .. "}]q\0("u8, .. Enumerable.Repeat<byte[]>([(byte)'K', 1], 20_000).SelectMany(static number => number), .. "e0("u8,
            .. Enumerable.Range(0, 500).SelectMany(static key => (byte[])[(byte)'U', 3, .. $"{key:D3}".Select(static digit => (byte)digit), (byte)'h', 0]),
            .. "u."u8,
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var arrays = PickleFile.ReadArrays(new MemoryStream(pickle), "batch");

        Assert.HasCount(500, arrays);
        Assert.AreEqual(20_000, arrays["499"].Elements<long>().Length);
        Assert.IsLessThan(10_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [Timeout(120_000)]
    public void ReadArrays_DamagedPickle_ReadsOrThrowsInvalidInput() => ReaderFuzz.Run(
        [0x80, 2, .. "}(U\u000bbatch_labelU\u0004testU\u0006labels](K\u0003K\u0007eU\u0004data"u8, .. ArrayOfPython2, .. "u."u8],
        static path => PickleFile.ReadArrays(new MemoryStream(File.ReadAllBytes(path)), path),
        count: 1000);
}
