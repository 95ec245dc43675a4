namespace Gans.Formats.Tests;

[TestClass]
public sealed class DatasetNpzTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Import_WhatExportWrote_GivesThePackBitForBit(bool compress)
    {
        using var folder = new TemporaryFolder();
        using (var writer = new DatasetPackWriter(folder["pack"], DatasetPackTests.Description("cat", "dog")))
        {
            writer.Add([1, 2, 3, 4, 5, 6], 1);
            writer.Add([7, 8, 9, 10, 11, 12], 0);
            writer.Reject("broken.png", "truncated");
            writer.Commit();
        }

        using (var pack = DatasetPack.Open(folder["pack"]))
        {
            DatasetNpz.Export(pack, folder["pack.npz"], compress);
        }

        DatasetNpz.Import(folder["pack.npz"], folder["again"]);

        AssertSameFiles(folder["pack"], folder["again"]);
    }

    [TestMethod]
    public void Import_Pairs_ComeBackBitForBit()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new DatasetPackWriter(folder["pack"], DatasetPackTests.Description(), withPairs: true))
        {
            writer.AddPair([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]);
            writer.Commit();
        }

        using (var pack = DatasetPack.Open(folder["pack"]))
        {
            CollectionAssert.AreEqual(new byte[] { 6, 5, 4, 3, 2, 1 }, pack.GetPair(0).ToArray());
            DatasetNpz.Export(pack, folder["pack.npz"]);
        }

        DatasetNpz.Import(folder["pack.npz"], folder["again"]);

        AssertSameFiles(folder["pack"], folder["again"]);
    }

    [TestMethod]
    public void Import_WhatNumPyWrote_NamesClassesByNumber()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["clothes.npz"], Convert.FromBase64String(NpzFileTests.FromNumPy));

        DatasetNpz.Import(folder["clothes.npz"], folder["pack"]);

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual(("clothes", 2L, 2, 3, 1), (pack.Info.Name, pack.Count, pack.Height, pack.Width, pack.Channels));
        CollectionAssert.AreEqual(new[] { "0", "1" }, pack.ClassNames.ToArray());
        CollectionAssert.AreEqual(new byte[] { 6, 7, 8, 9, 10, 11 }, pack.GetImage(1).ToArray());
        Assert.AreEqual(0L, pack.GetLabel(1));
    }

    [TestMethod]
    public void Import_ArraysThatDoNotFit_SayWhatIsWrongAndLeaveNothing()
    {
        var images = NpyArray.Create<byte>(new byte[8], 2, 2, 2);
        AssertRefused("needed one named images", ("pictures", images));
        AssertRefused("images UInt8 [8]", ("images", NpyArray.Create<byte>(new byte[8], 8)));
        AssertRefused("images Float32", ("images", NpyArray.Create<float>(new float[4], 1, 2, 2)));
        AssertRefused("images UInt8 [2, 2, 1, 2]", ("images", NpyArray.Create<byte>(new byte[8], 2, 2, 1, 2)));
        AssertRefused("labels [3], needed [2]", ("images", images), ("labels", NpyArray.Create<int>([0, 1, 2], 3)));
        AssertRefused("labels of type Float32", ("images", images), ("labels", NpyArray.Create<float>([0, 1], 2)));
        AssertRefused("the label -1", ("images", images), ("labels", NpyArray.Create<sbyte>([-1, 1], 2)));
        AssertRefused("the label 9000000000", ("images", images), ("labels", NpyArray.Create<long>([0, 9_000_000_000], 2)));
        AssertRefused("pairs UInt8 [1, 2, 2]", ("images", images), ("pairs", NpyArray.Create<byte>(new byte[4], 1, 2, 2)));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Import_DamagedArchive_ImportsOrThrowsInvalidInput()
    {
        using var folder = new TemporaryFolder();
        var noise = TestImages.Noise(16, 4, 3, seed: 9).Pixels.ToArray();
        NpzFile.Write(
            folder["whole"], [new("images", NpyArray.Create<byte>(noise, 4, 4, 4, 3)), new("labels", NpyArray.Create<long>([3, 0, 1, 2], 4))], compress: false);

        ReaderFuzz.Run(File.ReadAllBytes(folder["whole"]), path => DatasetNpz.Import(path, folder["out"]), count: 300);
    }

    private static void AssertRefused(string fault, params (string Name, NpyArray Array)[] arrays)
    {
        using var folder = new TemporaryFolder();
        NpzFile.Write(folder["a.npz"], arrays.Select(named => KeyValuePair.Create(named.Name, named.Array)));

        var error = Assert.ThrowsExactly<InvalidInputException>(() => DatasetNpz.Import(folder["a.npz"], folder["pack"]));

        StringAssert.Contains(error.Message, fault);
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    private static void AssertSameFiles(string expected, string actual)
    {
        var names = Directory.GetFiles(expected).Select(Path.GetFileName).Order().ToArray();
        CollectionAssert.AreEqual(names, Directory.GetFiles(actual).Select(Path.GetFileName).Order().ToArray());
        foreach (var name in names)
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(expected, name!)), File.ReadAllBytes(Path.Combine(actual, name!)), name);
        }
    }
}
