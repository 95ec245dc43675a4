using Gans.Formats;

namespace Gans.Preprocessing.Tests.Datasets;

[TestClass]
public sealed class ArrayTests
{
    private static readonly byte[] Numbers = [.. Enumerable.Range(0, 24).Select(static number => (byte)number)];

    [TestMethod]
    [DataRow(new long[] { 6, 4 }, 6, 2, 2, 1)]
    [DataRow(new long[] { 2, 3, 4 }, 2, 3, 4, 1)]
    [DataRow(new long[] { 2, 2, 2, 3 }, 2, 2, 2, 3)]
    public void Run_Npy_TakesEachShape(long[] shape, int count, int height, int width, int channels)
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<byte>(folder["a.npy"], Numbers, shape);

        var info = DatasetPreparation.Run(Options(folder, "images", "a.npy"));

        Assert.AreEqual(((long)count, height, width, channels), (info.Count, info.Height, info.Width, info.Channels));
        CollectionAssert.AreEqual(Numbers, PackContents.Pixels(folder["pack"]));
    }

    [TestMethod]
    [Description("The layout of the published drawings: uint8 [N, 784].")]
    public void Run_QuickDraw_TakesRowsUpToTheCount()
    {
        using var folder = new TemporaryFolder();
        var drawings = new byte[5 * 784];
        new Random(1).NextBytes(drawings);
        NpyFile.Write<byte>(folder["full_numpy_bitmap_camel.npy"], drawings, 5, 784);

        var info = DatasetPreparation.Run(Options(folder, "quickdraw", "full_numpy_bitmap_camel.npy") with { Count = 4 });

        Assert.AreEqual((4L, 28, 28, 1, 0), (info.Count, info.Height, info.Width, info.Channels, info.ClassNames.Count));
        CollectionAssert.AreEqual(drawings[..(4 * 784)], PackContents.Pixels(folder["pack"]));
    }

    [TestMethod]
    public void Run_QuickDrawFolder_HasAClassASubject()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        NpyFile.Write<byte>(Path.Combine(folder["in"], "full_numpy_bitmap_sea turtle.npy"), new byte[784], 1, 784);
        NpyFile.Write<byte>(Path.Combine(folder["in"], "camel.npy"), new byte[2 * 784], 2, 784);

        var info = DatasetPreparation.Run(Options(folder, "quickdraw", "in"));

        CollectionAssert.AreEqual(new[] { "camel", "sea turtle" }, info.ClassNames.ToArray());
        CollectionAssert.AreEqual(new long[] { 0, 0, 1 }, PackContents.Labels(folder["pack"]));
    }

    [TestMethod]
    [Description("Chapter 23 of Brownlee: float32 arrays arr_0 and arr_1 with values 0 to 255.")]
    public void Run_NpzOfPairs_TakesSourcesAndTargets()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(
            folder["maps.npz"], [new("arr_0", NpyArray.Create<float>([1, 2], 2, 1, 1, 1)), new("arr_1", NpyArray.Create<float>([254.6f, 0], 2, 1, 1, 1))]);

        DatasetPreparation.Run(Options(folder, "pairs", "maps.npz"));

        CollectionAssert.AreEqual(new byte[] { 1, 2 }, PackContents.Pixels(folder["pack"]));
        CollectionAssert.AreEqual(new byte[] { 255, 0 }, PackContents.PairPixels(folder["pack"]));
    }

    [TestMethod]
    [Description("Chapter 9 of Brownlee: faces as the array arr_0 of an .npz archive.")]
    public void Run_NpzOfImages_TakesTheFirstArray()
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder["faces.npz"], [new("arr_0", NpyArray.Create<byte>(Numbers, 2, 2, 2, 3))]);

        DatasetPreparation.Run(Options(folder, "images", "faces.npz"));

        CollectionAssert.AreEqual(Numbers, PackContents.Pixels(folder["pack"]));
    }

    [TestMethod]
    public void Run_ArraysThatAreNoPictures_SaysWhatIsNeeded()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<byte>(folder["flat.npy"], Numbers, 24);
        NpyFile.Write<byte>(folder["oblong.npy"], Numbers, 2, 12);
        NpyFile.Write<long>(folder["labels.npy"], [1, 2], 1, 1, 2);
        NpzFile.Write(folder["other.npz"], [new("x", NpyArray.Create<byte>(Numbers, 6, 2, 2))]);
        NpzFile.Write(folder["single.npz"], [new("arr_0", NpyArray.Create<byte>(Numbers, 6, 2, 2))]);

        AssertRefused("needed UInt8 or Float32 [N, H, W, C]", "images", "flat.npy");
        AssertRefused("found UInt8 [2, 12], needed", "images", "oblong.npy");
        AssertRefused("found Int64 [1, 1, 2], needed", "images", "labels.npy");
        AssertRefused("found the arrays x, needed one named images or arr_0", "images", "other.npz");
        AssertRefused("needed one named pairs or arr_1", "pairs", "single.npz");
        AssertRefused("no .npy file in", "quickdraw", "");

        void AssertRefused(string fault, string dataset, string file) =>
            StringAssert.Contains(Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(Options(folder, dataset, file))).Message, fault);
    }

    [TestMethod]
    [Description("Holes on the disk: a picture of 3 GB, and twice one and a half billion of one pixel, which no index counts.")]
    public void Run_ArraysBeyondAllCounts_AreRefusedUnread()
    {
        using var folder = new TemporaryFolder();
        WriteHoles(folder["large.npy"], 1, 32_768, 32_768, 3);
        Directory.CreateDirectory(folder["many"]);
        WriteHoles(folder["many/a.npy"], 1_500_000_000, 1);
        WriteHoles(folder["many/b.npy"], 1_500_000_000, 1);

        StringAssert.Contains(Fails(Options(folder, "images", "large.npy")), "needed at most 268,435,456 values each");
        StringAssert.Contains(Fails(Options(folder, "quickdraw", "many")), "found more than 2^31 - 1 pictures with those before");
    }

    private static void WriteHoles(string path, params long[] shape)
    {
        var dictionary = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}), }}".PadRight(117) + "\n";
        using var file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(dictionary)]);
        file.SetLength(file.Length + shape.Aggregate(1L, static (product, size) => product * size));
    }

    private static string Fails(PrepareOptions options) => Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(options)).Message;

    [TestMethod]
    public void Run_FloatsOutsideTheRange_AreRejected()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<float>(folder["a.npy"], [0, 255, -1, float.NaN], 4, 1, 1);

        var info = DatasetPreparation.Run(Options(folder, "images", "a.npy"));

        CollectionAssert.AreEqual(new byte[] { 0, 255 }, PackContents.Pixels(folder["pack"]));
        CollectionAssert.AreEqual(new[] { "picture 2", "picture 3" }, info.Rejected.Select(static file => file.Path).ToArray());
    }

    private static PrepareOptions Options(TemporaryFolder folder, string dataset, string file) =>
        new() { Dataset = dataset, Input = file.Length == 0 ? Directory.CreateDirectory(folder["empty"]).FullName : folder[file], Output = folder["pack"] };
}
