using Gans.Formats;
using Gans.Preprocessing.Idx;

namespace Gans.Preprocessing.Tests.Idx;

[TestClass]
public sealed class IdxReaderTests
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];   // [2, 1, 3]

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_TwoImages_GivesShapeAndItems(bool compressed)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["idx"], compressed ? IdxFiles.Gzip(TwoImages) : TwoImages);

        using var reader = IdxReader.Open(folder["idx"], rank: 3);

        CollectionAssert.AreEqual(new[] { 2, 1, 3 }, reader.Shape.ToArray());
        Assert.AreEqual((2, 3), (reader.Count, reader.ItemSize));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, reader.Read().ToArray());
        CollectionAssert.AreEqual(new byte[] { 4, 5, 6 }, reader.Read().ToArray());
        reader.RequireEnd();
    }

    [TestMethod]
    [Description("Larger than the reader's first block of 64 KiB, so that it has to grow.")]
    public void Read_LargeItems_GivesAllBytes()
    {
        using var folder = new TemporaryFolder();
        var items = new byte[2 * 400 * 500];
        new Random(1).NextBytes(items);
        File.WriteAllBytes(folder["idx"], IdxFiles.Gzip(IdxFiles.Build([2, 400, 500], items)));

        using var reader = IdxReader.Open(folder["idx"], rank: 3);

        Assert.IsTrue(reader.Read().SequenceEqual(items.AsSpan(0, 200_000)));
        Assert.IsTrue(reader.Read().SequenceEqual(items.AsSpan(200_000)));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_CutAnywhere_ThrowsInvalidInput(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var whole = compressed ? IdxFiles.Gzip(TwoImages) : TwoImages;
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["idx"], whole[..length]);

            var error = Assert.ThrowsExactly<InvalidInputException>(() => ReadAll(folder["idx"]), $"cut to {length} of {whole.Length} bytes");

            StringAssert.StartsWith(error.Message, $"Reading {folder["idx"]}: found ");
        }
    }

    [TestMethod]
    public void Read_WrongSumInGzip_ThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        var compressed = IdxFiles.Gzip(TwoImages);
        compressed[^8] ^= 1;   // RFC 1952: the last 8 bytes are CRC-32 and length
        File.WriteAllBytes(folder["idx"], compressed);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => ReadAll(folder["idx"]));

        StringAssert.Contains(error.Message, "gzip data that are damaged");
    }

    [TestMethod]
    public void Read_BytesAfterLastItemInGzip_ThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["idx"], IdxFiles.Gzip([.. TwoImages, 7]));

        var error = Assert.ThrowsExactly<InvalidInputException>(() => ReadAll(folder["idx"]));

        StringAssert.Contains(error.Message, "more bytes after 2 items");
    }

    [TestMethod]
    [DataRow(0, 0x50, "magic number 0x50000803, needed 0x00000803", DisplayName = "another file")]
    [DataRow(2, 0x0D, "magic number 0x00000D03", DisplayName = "floats")]
    [DataRow(3, 1, "magic number 0x00000801", DisplayName = "labels for images")]
    [DataRow(7, 0, "size 0 along axis 0", DisplayName = "no items")]
    [DataRow(8, 0x80, "size 2147483649 along axis 1", DisplayName = "height of 2^31 + 1")]
    [DataRow(4, 1, "22 bytes, needed 50,331,670", DisplayName = "16 million items more")]
    [DataRow(7, 1, "22 bytes, needed 19 for [1, 1, 3]. The file is followed by something else", DisplayName = "an item fewer")]
    public void Open_DamagedHead_SaysWhatIsWrong(int place, int value, string expected)
    {
        using var folder = new TemporaryFolder();
        var damaged = TwoImages.ToArray();
        damaged[place] = (byte)value;
        File.WriteAllBytes(folder["idx"], damaged);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => IdxReader.Open(folder["idx"], rank: 3));

        StringAssert.Contains(error.Message, expected);
    }

    [TestMethod]
    [Description("2^31 - 1 along all three axes are 2^93 bytes: more than any integer of the machine holds.")]
    public void Open_AstronomicSizesInGzip_ThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["idx"], IdxFiles.Gzip(IdxFiles.Build([int.MaxValue, int.MaxValue, int.MaxValue], 1)));

        Assert.ThrowsExactly<InvalidInputException>(() => IdxReader.Open(folder["idx"], rank: 3));
    }

    [TestMethod]
    [Description("30 million labels of one class in 30 kB: each would cost several bytes of memory on its way.")]
    public void Open_LabelsThatExpand_IsRefusedUnread()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["idx"], IdxFiles.Gzip(IdxFiles.Build([30_000_000], new byte[30_000_000])));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.ThrowsExactly<InvalidInputException>(() => IdxReader.Open(folder["idx"], rank: 1));

        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Open_Folder_ThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();

        Assert.ThrowsExactly<InvalidInputException>(() => IdxReader.Open(folder.Path, rank: 1));
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow(false)]
    [DataRow(true)]
    public void Read_DamagedFile_ReadsOrThrowsInvalidInput(bool compressed)
    {
        var items = new byte[5 * 6 * 7];
        new Random(1).NextBytes(items);
        var whole = IdxFiles.Build([5, 6, 7], items);

        ReaderFuzz.Run(compressed ? IdxFiles.Gzip(whole) : whole, ReadAll, count: 1500);
    }

    private static void ReadAll(string path)
    {
        using var reader = IdxReader.Open(path, rank: 3);
        for (var i = 0; i < reader.Count; i++)
        {
            Assert.AreEqual(reader.ItemSize, reader.Read().Length);
        }

        reader.RequireEnd();
    }
}
