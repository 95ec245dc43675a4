using Gans.Formats;

namespace Gans.EndToEnd;

/// <summary><c>gans prepare</c> on folders of pictures: kills, broken files, shards.</summary>
[TestClass]
public sealed class PrepareTests
{
    [TestMethod]
    [Description("Enough work for some seconds on any number of cores: links to one large picture. The first note of how far it is comes after two.")]
    public void Prepare_KilledInTheMiddleThenRunAgain_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        WriteLinks(folder, 500 * Environment.ProcessorCount);
        Assert.AreEqual(0, GansProcess.Run(folder.Path, Arguments("undisturbed")).Code);
        using (var killed = GansProcess.Start(folder.Path, Arguments("pack")))
        {
            killed.WaitFor(() => Directory.GetDirectories(folder.Path, ".pack.gans-*") is [var work] && File.Exists(Path.Combine(work, "progress.json")));
            killed.Kill();
            Assert.AreNotEqual(0, killed.Wait().Code, "it ended before it could be killed");
        }

        Assert.IsFalse(Directory.Exists(folder["pack"]));
        var again = GansProcess.Run(folder.Path, Arguments("pack"));

        Assert.AreEqual(0, again.Code, again.Error);
        foreach (var file in (string[])["images.npy", "dataset.json"])
        {
            Assert.AreEqual(folder.Digest($"undisturbed/{file}"), folder.Digest($"pack/{file}"), file);
        }

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path, ".pack.*"));

        static string[] Arguments(string pack) => ["prepare", "--dataset", "images", "--in", "in", "--size", "8", "--out", pack, "--quiet"];
    }

    [TestMethod]
    [Description("Each is done or is told that another is at it, and the pack is that of one.")]
    public void Prepare_FourProcessesIntoOnePack_LeaveAWholeOne()
    {
        using var folder = new TemporaryFolder();
        WriteLinks(folder, 5);
        GansProcess[] all =
        [
            .. Enumerable.Range(0, 4).Select(_ => GansProcess.Start(
                folder.Path, "prepare", "--dataset", "images", "--in", "in", "--size", "8", "--out", "pack", "--quiet")),
        ];

        var results = all.Select(gans => gans.Wait()).ToArray();

        Array.ForEach(all, gans => gans.Dispose());
        Assert.Contains(0, results.Select(result => result.Code));
        foreach (var refused in results.Where(result => result.Code != 0))
        {
            Assert.AreEqual(2, refused.Code, refused.Error);
            StringAssert.StartsWith(refused.Error, "gans: ");
            Assert.AreEqual(1, refused.Error.Count(letter => letter == '\n'), refused.Error);
        }

        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.AreEqual(5L, pack.Count);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path, ".*"));
    }

    [TestMethod]
    public void Prepare_FortyBrokenFilesAmongTwoHundredGood_IsAWarningOrAFailureIfStrict()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], [.. BrokenFiles.TwoHundredGood(), .. BrokenFiles.All()]);
        string[] arguments = ["prepare", "--dataset", "images", "--in", "in", "--size", "8", "--quiet", "--out"];

        var lenient = GansProcess.Run(folder.Path, [.. arguments, "pack"]);
        var strict = GansProcess.Run(folder.Path, [.. arguments, "strict", "--strict"]);

        Assert.AreEqual(0, lenient.Code, lenient.Error);
        StringAssert.StartsWith(lenient.Output, "pack: 200 images, 8x8x3, 0 classes; warning: 40 files rejected, listed with reasons in dataset.json, "
            + "the first broken-00.jpg: found an empty file");
        Assert.AreEqual(1, strict.Code);
        StringAssert.StartsWith(strict.Error, "gans: Preparing images: 40 files were rejected, the first is broken-00.jpg: found an empty file");
        Assert.IsFalse(Directory.Exists(folder["strict"]));
        using var pack = DatasetPack.Open(folder["pack"]);
        Assert.HasCount(40, pack.Info.Rejected);
    }

    [TestMethod]
    public void MergeAndShow_Shards_AreOnePackThatCanBeLookedAt()
    {
        using var folder = new TemporaryFolder();
        WriteLinks(folder, 5);
        string[] arguments = ["prepare", "--dataset", "images", "--in", "in", "--size", "8", "--quiet", "--out"];
        foreach (var shard in (string[])["1", "2"])
        {
            Assert.AreEqual(0, GansProcess.Run(folder.Path, [.. arguments, $"part-{shard}", "--shard", $"{shard}/2"]).Code);
        }

        var merged = GansProcess.Run(folder.Path, "merge", "part-1", "part-2", "--out", "pack");
        var shown = GansProcess.Run(folder.Path, "show", "pack", "--out", "grid.png");

        Assert.AreEqual("pack: 5 images\n", merged.Output, merged.Error);
        Assert.AreEqual(0, shown.Code, shown.Error);
        StringAssert.Contains(shown.Output, "images                5, 8x8x3\n");
        // 2 rows of 3 tiles of 8, gaps of 2
        Assert.AreEqual((22, 32), (ImageCodec.Load(folder["grid.png"]).Height, ImageCodec.Load(folder["grid.png"]).Width));
    }

    private static void WriteLinks(TemporaryFolder folder, int count)
    {
        const int side = 1000;
        var picture = new Image(side, side, 3);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            picture.Pixels[i] = (byte)(i / (3 * side));
        }

        ImageCodec.Save(picture, folder["picture.png"]);
        Directory.CreateDirectory(folder["in"]);
        for (var i = 0; i < count; i++)
        {
            File.CreateSymbolicLink(folder[$"in/{i:D5}.png"], folder["picture.png"]);
        }
    }
}
