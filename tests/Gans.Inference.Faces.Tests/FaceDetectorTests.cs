using Gans.Formats;
using Gans.Training.Pretrained;

namespace Gans.Inference.Faces.Tests;

[TestClass]
public sealed class FaceDetectorTests
{
    /// <summary>Two faces of the first photo, small enough for the plain cascade.</summary>
    private static Image SmallPhoto => ExportedMtcnn.Photo(1).Crop(250, 300, 500, 850).Resize(180, 306, ResizeFilter.Bicubic);

    [TestMethod]
    [Description("Faces counted in the photos. The first of photo 2 shows its profile alone, the second is half behind hair.")]
    [DataRow(1, 3)]
    [DataRow(2, 3)]
    [DataRow(3, 3)]
    [DataRow(4, 4)]
    [DataRow(5, 5)]
    [DataRow(6, 4)]
    public void Detect_Photo_FindsTheFacesAndNothingElse(int number, int faces)
    {
        var photo = ExportedMtcnn.Photo(number);
        using var detector = FaceDetector.Load(ExportedMtcnn.Folder);

        var found = detector.Detect(photo);

        Assert.HasCount(faces, found);
        foreach (var (box, confidence, landmarks) in found)
        {
            Assert.IsTrue(confidence is > 0.7f and <= 1);
            Assert.IsTrue(box.Width >= 40 && box.Height >= 40);
            FacePoint[] points = [landmarks.LeftEye, landmarks.RightEye, landmarks.Nose, landmarks.MouthLeft, landmarks.MouthRight];
            Assert.IsTrue(points.All(point => point.X >= box.Left && point.X <= box.Right && point.Y >= box.Top && point.Y <= box.Bottom));
            Assert.IsTrue(landmarks.LeftEye.X < landmarks.RightEye.X && landmarks.LeftEye.Y < landmarks.MouthLeft.Y);
        }
    }

    [TestMethod]
    [DataRow(0.6, 0.7, 0.7, false)]
    [DataRow(0.4, 0.3, 0.2, true)]
    [Description("Thresholds lowered let hundreds of windows through to each step. "
        + "At 12 pixels the largest image of the pyramid is bigger than one band of P-Net.")]
    public void Detect_AnyThresholds_EqualsThePlainCascade(double proposal, double refinement, double output, bool looksTwice)
    {
        var options = new FaceDetectorOptions
        {
            MinimumSize = 12,
            ProposalThreshold = proposal,
            RefinementThreshold = refinement,
            OutputThreshold = output,
            LooksTwice = looksTwice,
        };
        var photo = ExportedMtcnn.Photo(1).Crop(250, 300, 500, 850).Resize(220, 374, ResizeFilter.Bicubic);
        var plain = new PlainCascade(WeightFile.Read(MtcnnExport.InstalledWeights!), options).Detect(photo);
        using var detector = FaceDetector.Load(ExportedMtcnn.Folder, options);

        var found = detector.Detect(photo);

        Assert.IsGreaterThanOrEqualTo(2, plain.Count);
        Assert.HasCount(plain.Count, found);
        foreach (var face in found)
        {
            var values = Values(face);
            var nearest = plain.MinBy(other => Math.Abs(other[0] - values[0]) + Math.Abs(other[1] - values[1]))!;
            Assert.IsLessThanOrEqualTo(0.5, nearest.Zip(values, (want, got) => Math.Abs(want - got)).Max());
            Assert.AreEqual(nearest[4], values[4], 1e-3);   // sums of a thousand products in single precision
        }
    }

    [TestMethod]
    public void Detect_OnSeveralThreads_GivesTheSame()
    {
        var photo = ExportedMtcnn.Photo(5);
        using var one = FaceDetector.Load(ExportedMtcnn.Folder);
        using var three = FaceDetector.Load(ExportedMtcnn.Folder, new FaceDetectorOptions { Threads = 3 });

        CollectionAssert.AreEqual(one.Detect(photo).ToArray(), three.Detect(photo).ToArray());
    }

    [TestMethod]
    public void Detect_CalledSideBySide_GivesEachItsOwn()
    {
        Image[] photos = [SmallPhoto, SmallPhoto.Crop(0, 0, 180, 150), new(50, 60, 3)];
        using var detector = FaceDetector.Load(ExportedMtcnn.Folder);
        var alone = photos.Select(detector.Detect).ToArray();

        Parallel.For(0, 12, i => CollectionAssert.AreEqual(alone[i % 3].ToArray(), detector.Detect(photos[i % 3]).ToArray()));
        Assert.IsNotEmpty(alone[0]);
    }

    [TestMethod]
    public void Detect_GreyImage_IsThatOfThreeEqualChannels()
    {
        var grey = SmallPhoto.ToGrey();
        using var detector = FaceDetector.Load(ExportedMtcnn.Folder);

        var found = detector.Detect(grey);

        Assert.HasCount(2, found);
        CollectionAssert.AreEqual(detector.Detect(grey.ToRgb()).ToArray(), found.ToArray());
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(19, 400)]
    [DataRow(300, 200)]
    public void Detect_NoFaceInTheImage_IsEmpty(int height, int width)
    {
        using var detector = FaceDetector.Load(ExportedMtcnn.Folder);

        Assert.IsEmpty(detector.Detect(new Image(height, width, 3)));
    }

    [TestMethod]
    [Description("P-Net on an image whose height and width differ, both odd and even, against plain sums over the image with its axes exchanged.")]
    [DataRow(31, 24)]
    [DataRow(18, 37)]
    public void ProposalNetwork_AnySize_ComputesThePublishedNetwork(int height, int width)
    {
        var photo = SmallPhoto.Crop(40, 50, height, width);
        var (logits, offsets) = new PlainCascade(WeightFile.Read(MtcnnExport.InstalledWeights!), new()).Propose(
            PlainCascade.Resample(photo, 0, 0, width, height, width, height));
        using var network = new CascadeNetwork(ExportedMtcnn.Folder, MtcnnPart.Proposal);
        var values = new float[3 * height * width];
        AreaSampler.Sample(photo.Pixels, width, new AreaAxis(0, height, height, height), new AreaAxis(0, width, width, width), 0, values);

        using var judged = network.Judge(values, 1, height, width);

        Assert.AreEqual((logits.Width, logits.Width * logits.Height), (judged.Width, judged.Count));
        for (var i = 0; i < judged.Count; i++)
        {
            var (x, y) = (i % judged.Width, i / judged.Width);
            Assert.AreEqual(1 / (1 + Math.Exp(logits[x, y, 0] - logits[x, y, 1])), judged.Score(i), 1e-5);
            Assert.AreEqual(offsets[x, y, 1], judged.Offsets(i).Top, 1e-5);
            Assert.AreEqual(offsets[x, y, 2], judged.Offsets(i).Right, 1e-5);
        }
    }

    [TestMethod]
    public void Load_WhatIsNoDetector_IsRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        Refusal.AssertOneLine(() => FaceDetector.Load(folder["none"]), "pnet.onnx", "no such file");
        Directory.CreateDirectory(folder["mixed"]);
        File.Copy(Path.Combine(ExportedMtcnn.Folder, "rnet.onnx"), folder["mixed/pnet.onnx"]);
        Refusal.AssertOneLine(() => FaceDetector.Load(folder["mixed"]), "found mtcnn-rnet, needed mtcnn-pnet", "gans export --pretrained mtcnn");
    }

    [TestMethod]
    public void Load_OptionsOutOfRange_AreRefusedInOneLine()
    {
        Refusal.AssertOneLine(() => FaceDetector.Load("any", new() { MinimumSize = 11 }), "MinimumSize = 11", "12 or more");
        Refusal.AssertOneLine(() => FaceDetector.Load("any", new() { ScaleFactor = 1 }), "ScaleFactor = 1", "0.1 to 0.95");
        Refusal.AssertOneLine(() => FaceDetector.Load("any", new() { ProposalThreshold = 0 }), "ProposalThreshold");
        Refusal.AssertOneLine(() => FaceDetector.Load("any", new() { RefinementThreshold = double.NaN }), "RefinementThreshold");
        Refusal.AssertOneLine(() => FaceDetector.Load("any", new() { OutputThreshold = 1 }), "OutputThreshold");
        Refusal.AssertOneLine(() => FaceDetector.Load("any", new() { Threads = 0 }), "Threads = 0");
    }

    private static double[] Values(FaceDetection face)
    {
        var ((left, top, right, bottom), confidence, (leftEye, rightEye, nose, mouthLeft, mouthRight)) = face;
        FacePoint[] points = [leftEye, rightEye, nose, mouthLeft, mouthRight];
        return [left, top, right, bottom, confidence, .. points.Select(point => (double)point.X), .. points.Select(point => (double)point.Y)];
    }
}
