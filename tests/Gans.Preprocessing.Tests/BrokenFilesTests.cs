using Gans.Formats;

namespace Gans.Preprocessing.Tests;

[TestClass]
public sealed class BrokenFilesTests
{
    [TestMethod]
    [DataRow("folder")]
    [DataRow("zip")]
    [DataRow("tar.gz")]
    public void Run_FortyBrokenAmongTwoHundredGood_PacksTheGoodAndListsTheBroken(string kind)
    {
        using var folder = new TemporaryFolder();
        var input = Pictures.Write(folder, kind, [.. BrokenFiles.TwoHundredGood(), .. BrokenFiles.All()]);
        var options = new PrepareOptions { Dataset = "images", Input = input, Size = 8, Output = folder["pack"] };

        var info = DatasetPreparation.Run(options);

        Assert.AreEqual(200, info.Count);
        CollectionAssert.AreEquivalent(BrokenFiles.All().Select(static file => file.Name).ToArray(), info.Rejected.Select(static file => file.Path).ToArray());
        Assert.HasCount(40, info.Rejected);
        foreach (var (path, reason) in info.Rejected)
        {
            Assert.IsGreaterThan(10, reason.Length, path);
            Assert.DoesNotContain("\n", reason);
            Assert.DoesNotContain(folder.Path, reason);
        }

        var failure = Assert.ThrowsExactly<RejectedFilesException>(() => DatasetPreparation.Run(options with { Strict = true, Output = folder["strict"] }));
        StringAssert.Contains(failure.Message, "40 files were rejected, the first is broken-00.jpg: found an empty file");
        Assert.IsFalse(Directory.Exists(folder["strict"]));
    }

    [TestMethod]
    public void Run_NothingButBrokenFiles_SaysWhyTheFirstIs()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], BrokenFiles.All());

        var error = Assert.ThrowsExactly<InvalidInputException>(
            () => DatasetPreparation.Run(new PrepareOptions { Dataset = "images", Input = folder["in"], Size = 8, Output = folder["pack"] }));

        StringAssert.Contains(error.Message, "all 40 files were rejected, broken-00.jpg because: found an empty file");
        CollectionAssert.AreEqual(new[] { folder["in"] }, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    [Description("The guard is adjustable: 16 pixels are one too many for 15.")]
    public void Run_MorePixelsThanAllowed_IsRejected()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], ("large.png", Pictures.Noise(4, 4, 1)), ("small.png", Pictures.Noise(3, 5, 1)));

        var info = DatasetPreparation.Run(
            new PrepareOptions { Dataset = "images", Input = folder["in"], Size = 2, MaximumPixels = 15, Output = folder["pack"] });

        Assert.AreEqual(1, info.Count);
        StringAssert.StartsWith(info.Rejected.Single().Reason, "found 4 rows of 4 pixels, needed at most 15");
    }

    [TestMethod]
    public void Run_FileOutsideTheClasses_IsRejected()
    {
        using var folder = new TemporaryFolder();
        Pictures.WriteFolder(folder["in"], ("dog/1.png", Pictures.Flat(1, 1, 1)), ("cat/1.png", Pictures.Flat(1, 1, 2)), ("stray.png", Pictures.Flat(1, 1, 3)));

        var info = DatasetPreparation.Run(new PrepareOptions { Dataset = "images", Input = folder["in"], Output = folder["pack"] });

        Assert.AreEqual(2, info.Count);
        Assert.AreEqual("stray.png", info.Rejected.Single().Path);
        StringAssert.StartsWith(info.Rejected.Single().Reason, "found a file in no class's folder, needed one of cat, dog");
    }
}
