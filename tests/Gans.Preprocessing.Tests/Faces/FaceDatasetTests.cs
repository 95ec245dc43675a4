using Gans.Formats;
using Gans.Inference.Faces;
using Gans.Inference.Faces.Tests;

namespace Gans.Preprocessing.Tests.Faces;

[TestClass]
public sealed class FaceDatasetTests
{
    [TestMethod]
    public void Run_PhotosOfFacesAndOthers_PacksTheFacesAndListsTheOthers()
    {
        using var folder = new TemporaryFolder();
        WritePortraits(folder["photos"]);

        var info = DatasetPreparation.Run(Options(folder));

        Assert.AreEqual((5L, 80, 80, 3), (info.Count, info.Height, info.Width, info.Channels));
        CollectionAssert.AreEqual(new[] { "b-night.png", "d-broken.jpg" }, info.Rejected.Select(file => file.Path).ToArray());
        StringAssert.Contains(info.Rejected[0].Reason, "found no face, needed one of 20 pixels or more");
        using var detector = FaceDetector.Load(ExportedMtcnn.Folder);
        using var pack = DatasetPack.Open(folder["pack"]);
        for (var i = 0; i < info.Count; i++)
        {
            Assert.HasCount(1, detector.Detect(Padded(new Image(80, 80, 3, pack.GetImage(i).ToArray()))));
        }
    }

    [TestMethod]
    public void Run_InParts_MergesToTheWhole()
    {
        using var folder = new TemporaryFolder();
        WritePortraits(folder["photos"]);
        DatasetPreparation.Run(Options(folder));
        foreach (var part in (int[])[1, 2])
        {
            DatasetPreparation.Run(Options(folder) with { Output = folder[$"part{part}"], Shard = new Shard(part, 2) });
        }

        DatasetShards.Merge([folder["part2"], folder["part1"]], folder["merged"]);

        foreach (var file in (string[])["images.npy", "dataset.json"])
        {
            CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(folder["pack"], file)), File.ReadAllBytes(Path.Combine(folder["merged"], file)));
        }
    }

    [TestMethod]
    [Description("With twice their size around them all five faces reach beyond their portraits, in one go as in two parts.")]
    public void Run_AlignedFacesThatReachBeyond_AreCounted()
    {
        using var folder = new TemporaryFolder();
        WritePortraits(folder["photos"]);
        var options = Options(folder) with { Size = 16, Faces = new FaceOptions { Detector = ExportedMtcnn.Folder, Align = true, Margin = 2 } };

        DatasetPreparation.Run(options with { Output = folder["part1"], Shard = new Shard(1, 2) });
        DatasetPreparation.Run(options with { Output = folder["part2"], Shard = new Shard(2, 2) });

        Assert.AreEqual(5L, DatasetPreparation.Run(options).ReachingBeyond);
        Assert.AreEqual(5L, DatasetShards.Merge([folder["part1"], folder["part2"]], folder["merged"]).ReachingBeyond);
        using var pack = DatasetPack.Open(folder["merged"]);
        Assert.AreEqual(5L, pack.Info.ReachingBeyond);
    }

    [TestMethod]
    public void Run_WithACount_StopsThereAndSkippedPhotosDoNotCount()
    {
        using var folder = new TemporaryFolder();
        WritePortraits(folder["photos"]);

        var info = DatasetPreparation.Run(Options(folder) with { Count = 2, Size = 32 });

        Assert.AreEqual((2L, 32), (info.Count, info.Width));
        CollectionAssert.AreEqual(new[] { "b-night.png" }, info.Rejected.Select(file => file.Path).ToArray());
    }

    [TestMethod]
    public void Run_WithoutADetector_SaysWhatIsNeeded()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["photos"]);

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => DatasetPreparation.Run(Options(folder) with { Faces = null })).Message,
            "gans export --pretrained mtcnn");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(
                () => DatasetPreparation.Run(Options(folder) with { Faces = new FaceOptions { Detector = ExportedMtcnn.Folder, Margin = -1 } })).Message,
            "margin of -1");
    }

    private static PrepareOptions Options(TemporaryFolder folder) => new()
    {
        Dataset = "faces",
        Input = folder["photos"],
        Output = folder["pack"],
        Faces = new FaceOptions { Detector = ExportedMtcnn.Folder },
    };

    /// <summary>Five portraits, a black picture and a broken file.</summary>
    private static void WritePortraits(string folder)
    {
        Directory.CreateDirectory(folder);
        var photo = ExportedMtcnn.Photo(5);
        (string Name, int Top, int Left)[] portraits = [("a", 330, 1300), ("c", 340, 490), ("e", 120, 1010), ("f", 20, 680), ("g", 820, 270)];
        foreach (var (name, top, left) in portraits)
        {
            ImageCodec.Save(photo.Crop(top, left, 400, 400).Resize(150, 150, ResizeFilter.Bilinear), Path.Combine(folder, $"{name}.png"));
        }

        ImageCodec.Save(new Image(60, 80, 3), Path.Combine(folder, "b-night.png"));
        File.WriteAllText(Path.Combine(folder, "d-broken.jpg"), "no picture");
    }

    /// <summary>With a border, as the detector knows faces.</summary>
    private static Image Padded(Image face)
    {
        var padded = new Image(160, 160, 3);
        for (var y = 0; y < face.Height; y++)
        {
            face.Row(y).CopyTo(padded.Row(y + 40)[120..]);
        }

        return padded;
    }
}
