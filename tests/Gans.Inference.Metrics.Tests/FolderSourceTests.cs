using Gans.Formats;

namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed class FolderSourceTests
{
    [TestMethod]
    [Timeout(30_000)]
    [Description("Four pictures. What a Mac leaves behind, notes, and links that lead back up a million ways are no more of them.")]
    public void Constructor_FolderOfAllSorts_CountsEachPictureOnce()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in/__MACOSX"]);
        Directory.CreateDirectory(folder["in/below"]);
        var picture = new Image(2, 2, 1);
        ImageCodec.Save(picture, folder["in/1.png"]);
        ImageCodec.Save(picture, folder["in/2.PNG"]);
        ImageCodec.Save(picture, folder["in/below/3.jpg"]);
        File.Copy(folder["in/1.png"], folder["in/no-ending"]);
        File.WriteAllBytes(folder["in/._1.png"], [0, 5, 22, 7]);
        File.WriteAllBytes(folder["in/__MACOSX/._2.png"], [0, 5, 22, 7]);
        File.WriteAllText(folder["in/notes.txt"], "notes");
        Directory.CreateSymbolicLink(folder["in/loop"], folder["in"]);
        Directory.CreateSymbolicLink(folder["in/below/again"], folder["in"]);

        using var source = new FolderSource(folder["in"]);

        Assert.AreEqual(4, source.Count);
        CollectionAssert.AreEqual(
            new[] { folder["in/1.png"], folder["in/2.PNG"], folder["in/below/3.jpg"], folder["in/no-ending"] },
            Enumerable.Range(0, 4).Select(index => source.NameOf(index)).ToArray());
        Assert.AreEqual(64, source.Digest(CancellationToken.None).Length);
        Assert.IsTrue(source.Load(0, 4, skipBad: false, CancellationToken.None).All(static loaded => loaded.Image is { Height: 2 }));
    }

    [TestMethod]
    [Timeout(30_000)]
    public void Load_PipeNamedAsAPicture_SaysWhatItIs()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        using var make = System.Diagnostics.Process.Start("mkfifo", [folder["in/pipe.png"]]);
        make.WaitForExit();

        using var source = new FolderSource(folder["in"]);

        StringAssert.Contains(source.Load(0, 1, skipBad: true, CancellationToken.None)[0].Problem, "pipe.png: found a pipe, needed a regular file");
    }
}
