using Gans.Formats;

namespace Gans.Preprocessing.Tests;

[TestClass]
public sealed class DatasetPreparationTests
{
    [TestMethod]
    public void Run_TinyTrainingSet_WritesImagesLabelsAndFacts()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);

        var info = DatasetPreparation.Run(Options(folder));

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual((3L, 1, 2, 1), (pack.Count, pack.Height, pack.Width, pack.Channels));
        CollectionAssert.AreEqual(new byte[] { 10, 20, 30, 40, 50, 60 }, Pixels(pack));
        CollectionAssert.AreEqual(new long[] { 2, 0, 2 }, Labels(pack));
        CollectionAssert.AreEqual(new long[] { 1, 0, 2, 0, 0, 0, 0, 0, 0, 0 }, pack.Info.ClassCounts.ToArray());
        Assert.AreEqual(("mnist", "train", "IDX files train-images-idx3-ubyte, train-labels-idx1-ubyte"), (pack.Info.Name, pack.Info.Split, pack.Info.Source));
        Assert.AreEqual((pack.Info.SourceDigest, 3L), (info.SourceDigest, info.Count));
    }

    [TestMethod]
    public void Run_TestSplit_ReadsTheOtherFiles()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);

        DatasetPreparation.Run(Options(folder) with { Split = "test" });

        using var pack = DatasetPack.Open(folder["pack"]);
        CollectionAssert.AreEqual(new byte[] { 70, 80 }, Pixels(pack));
        CollectionAssert.AreEqual(new long[] { 1 }, Labels(pack));
    }

    [TestMethod]
    public void Run_OneClass_KeepsItAsClassZero()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);

        DatasetPreparation.Run(Options(folder) with { Dataset = "fashion-mnist", Classes = [2] });

        using var pack = DatasetPack.Open(folder["pack"]);
        CollectionAssert.AreEqual(new[] { "Pullover" }, pack.ClassNames.ToArray());
        CollectionAssert.AreEqual(new byte[] { 10, 20, 50, 60 }, Pixels(pack));
        CollectionAssert.AreEqual(new long[] { 0, 0 }, Labels(pack));
    }

    [TestMethod]
    public void Run_ClassWithoutImages_ThrowsInvalidInputAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);

        Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(Options(folder) with { Classes = [9] }));

        Assert.AreEqual("in", Path.GetFileName(Directory.EnumerateFileSystemEntries(folder.Path).Single()));
    }

    [TestMethod]
    [Description("1 x 2 to 1 x 1 pixel: the antialiased bilinear kernel weighs both alike.")]
    public void Run_Size_Resizes()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);

        DatasetPreparation.Run(Options(folder) with { Size = 1 });

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual((1, 1), (pack.Height, pack.Width));
        CollectionAssert.AreEqual(new byte[] { 15, 35, 55 }, Pixels(pack));
    }

    [TestMethod]
    public void Run_CompressedFiles_GivesTheSameImages()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["plain"]);
        Directory.CreateDirectory(folder["in"]);
        foreach (var file in Directory.GetFiles(folder["plain"]))
        {
            IdxFiles.Write(folder["in"], Path.GetFileName(file) + ".gz", IdxFiles.Gzip(File.ReadAllBytes(file)));
        }

        DatasetPreparation.Run(Options(folder));

        using var pack = DatasetPack.Open(folder["pack"]);
        CollectionAssert.AreEqual(new byte[] { 10, 20, 30, 40, 50, 60 }, Pixels(pack));
        CollectionAssert.AreEqual(new long[] { 2, 0, 2 }, Labels(pack));
    }

    [TestMethod]
    public void Run_Twice_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        IdxFiles.WriteTiny(folder["elsewhere"]);

        DatasetPreparation.Run(Options(folder));
        DatasetPreparation.Run(Options(folder) with { Input = folder["elsewhere"], Output = folder["again"] });

        var names = Directory.GetFiles(folder["pack"]).Select(Path.GetFileName).Order().ToArray();
        CollectionAssert.AreEqual(new[] { "dataset.json", "images.npy", "labels.npy" }, names);
        foreach (var name in names)
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(folder["pack"], name!)), File.ReadAllBytes(Path.Combine(folder["again"], name!)), name);
        }
    }

    [TestMethod]
    [Description("From the shell, in the input folder: sha256sum train-images-idx3-ubyte train-labels-idx1-ubyte | sha256sum")]
    public void Run_TinyTrainingSet_DigestIsThatOfTheInputs()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);

        Assert.AreEqual("83c77357cfe1d065bb985988dc9a7c969dff93f3b171328d4b5a03f2ac4a0d9a", DatasetPreparation.Run(Options(folder)).SourceDigest);
    }

    [TestMethod]
    public void Run_Progress_EndsWithAllChosenInputs()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        var reports = new List<StageProgress>();

        DatasetPreparation.Run(Options(folder) with { Classes = [0] }, new Reports(reports.Add));

        Assert.AreEqual(new StageProgress("preparing", 1, 1, "1 kept"), reports.Last());
    }

    [TestMethod]
    public void Run_Cancelled_LeavesTheOlderPack()
    {
        using var folder = new TemporaryFolder();
        IdxFiles.WriteTiny(folder["in"]);
        DatasetPreparation.Run(Options(folder));

        Assert.ThrowsExactly<OperationCanceledException>(
            () => DatasetPreparation.Run(Options(folder) with { Split = "test" }, null, new CancellationToken(canceled: true)));

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual("train", pack.Info.Split);
        CollectionAssert.AreEquivalent(new[] { folder["in"], folder["pack"] }, Directory.GetFileSystemEntries(folder.Path));
    }

    private static PrepareOptions Options(TemporaryFolder folder) => new() { Dataset = "mnist", Input = folder["in"], Output = folder["pack"] };

    private static byte[] Pixels(DatasetPack pack) => [.. Enumerable.Range(0, (int)pack.Count).SelectMany(index => pack.GetImage(index).ToArray())];

    private static long[] Labels(DatasetPack pack) => [.. Enumerable.Range(0, (int)pack.Count).Select(index => pack.GetLabel(index))];

    /// <summary>Reports on the calling thread, at once.</summary>
    private sealed class Reports(Action<StageProgress> report) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => report(value);
    }
}
