using Gans.Formats;
using Gans.Inference.Faces;
using Gans.Inference.Faces.Tests;
using Gans.Preprocessing.Faces;

namespace Gans.Preprocessing.Tests.Faces;

[TestClass]
public sealed class FaceCropTests
{
    private static readonly FaceDetector Detector = FaceDetector.Load(ExportedMtcnn.Folder);
    private static readonly FaceOptions Plain = new() { Detector = "any" };

    [TestMethod]
    [Description("Chapter 9 of Brownlee. Fractions go towards zero; a negative corner is mirrored with the size as it is; "
        + "the photo ends at 40 rows and 50 columns.")]
    [DataRow(10.9f, 5.2f, 30.7f, 35.1f, 10, 5, 19, 29)]
    [DataRow(-3.6f, 4f, 16.4f, 30f, 3, 4, 20, 26)]
    [DataRow(4f, -7.5f, 24f, 20.5f, 4, 7, 20, 28)]
    [DataRow(35f, 20f, 70f, 60f, 35, 20, 15, 20)]
    public void CutBox_ByTheSpec_TakesTheseRowsAndColumns(float left, float top, float right, float bottom, int x, int y, int width, int height)
    {
        var photo = Noise(40, 50);

        var cut = Crop(Plain).CutBox(photo, new FaceBox(left, top, right, bottom));

        CollectionAssert.AreEqual(photo.Crop(y, x, height, width).Resize(16, 16, ResizeFilter.Bicubic).Pixels.ToArray(), cut.Pixels.ToArray());
    }

    [TestMethod]
    [DataRow(-3.6f, -8f, 16.4f, 30f, 0, 0, 17, 30)]
    [DataRow(10f, 5f, 30f, 35f, 10, 5, 20, 30)]
    public void CutBox_Clamped_CutsOffWhatLiesBeyond(float left, float top, float right, float bottom, int x, int y, int width, int height)
    {
        var photo = Noise(40, 50);

        var cut = Crop(Plain with { Border = FaceBorder.Clamp }).CutBox(photo, new FaceBox(left, top, right, bottom));

        CollectionAssert.AreEqual(photo.Crop(y, x, height, width).Resize(16, 16, ResizeFilter.Bicubic).Pixels.ToArray(), cut.Pixels.ToArray());
    }

    [TestMethod]
    [Description("A box of 10 x 16 at (20, 12): with a quarter of its size on each side 15 x 24 at (17.5, 8); widened to a square of 24, 13 from the left.")]
    public void CutBox_WithMarginAndKeptProportions_IsALargerSquare()
    {
        var photo = Noise(40, 50);
        var box = new FaceBox(20, 12, 30, 28);

        var stretched = Crop(Plain with { Margin = 0.25 }).CutBox(photo, box);
        var square = Crop(Plain with { Margin = 0.25 }, ImageFit.Crop).CutBox(photo, box);

        CollectionAssert.AreEqual(photo.Crop(8, 17, 24, 15).Resize(16, 16, ResizeFilter.Bicubic).Pixels.ToArray(), stretched.Pixels.ToArray());
        CollectionAssert.AreEqual(photo.Crop(8, 13, 24, 24).Resize(16, 16, ResizeFilter.Bicubic).Pixels.ToArray(), square.Pixels.ToArray());
    }

    [TestMethod]
    public void CutBox_BeyondThePhoto_IsRejected() =>
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => Crop(Plain).CutBox(Noise(40, 50), new FaceBox(60, 5, 70, 20))).Message,
            "beyond the photo's edge");

    [TestMethod]
    [Description("Faces around (690, 461), (1171, 351) and (1592, 431), the middle one the largest; "
        + "the photo's centre is (960, 675), 344, 387 and 678 pixels away.")]
    public void Apply_PhotoWithSeveralFaces_TakesTheOneAskedFor()
    {
        var photo = ExportedMtcnn.Photo(3);
        var faces = Detector.Detect(photo);
        var largest = faces.MaxBy(face => face.Box.Width * face.Box.Height);
        var center = faces.Single(face => face.Box.Right < 900);

        Assert.HasCount(3, faces);
        AssertIs(faces[0], FaceChoice.First);
        AssertIs(largest, FaceChoice.Largest);
        AssertIs(center, FaceChoice.Center);

        void AssertIs(FaceDetection face, FaceChoice choice)
        {
            var crop = Crop(Plain with { Choice = choice });
            CollectionAssert.AreEqual(crop.CutBox(photo, face.Box).Pixels.ToArray(), crop.Apply(photo).Single().Image.Pixels.ToArray());
        }
    }

    [TestMethod]
    public void Apply_Aligned_PutsEyesNoseAndMouthInTheirPlaces()
    {
        var photo = ExportedMtcnn.Photo(4);

        var aligned = Crop(Plain with { Align = true, Margin = 0.3 }, size: 224).Apply(photo).Single().Image;

        // Landmarks of a face cannot all be met by a similarity, and the detector sees other pixels: a tenth of the face's 140 pixels is allowed.
        var found = Detector.Detect(aligned)[0].Landmarks;
        Assert.AreEqual((38.3 + 33.6) * 224 / 179.2, found.LeftEye.X, 14);
        Assert.AreEqual((51.7 + 33.6) * 224 / 179.2, found.LeftEye.Y, 14);
        Assert.AreEqual((70.7 + 33.6) * 224 / 179.2, found.MouthRight.X, 14);
        Assert.AreEqual((92.2 + 33.6) * 224 / 179.2, found.MouthRight.Y, 14);
    }

    [TestMethod]
    [Description("Landmarks where those of all faces lie, at twice the size, turned by a quarter: pixel (x, y) of the result comes from (2y, "
        + "223 - 2x) and its neighbours.")]
    public void Align_TurnedFace_IsTurnedBack()
    {
        var photo = new Image(224, 224, 1);
        for (var y = 0; y < 224; y++)
        {
            for (var x = 0; x < 224; x++)
            {
                photo.Row(y)[x] = (byte)((x / 2) + (y / 4));   // smooth, so that sampling between pixels loses nothing
            }
        }

        FacePoint Turned(double x, double y) => new((float)((2 * y) + 0.5), (float)(223 - ((2 * x) + 0.5)));
        var landmarks = new FaceLandmarks(
            Turned(38.2946, 51.6963), Turned(73.5318, 51.5014), Turned(56.0252, 71.7366), Turned(41.5493, 92.3655), Turned(70.7299, 92.2041));

        var aligned = new FaceAlignment(photo, landmarks, 112, margin: 0).Cut(FaceBorder.Mirror);

        for (var y = 1; y < 111; y++)
        {
            for (var x = 1; x < 111; x++)
            {
                Assert.AreEqual((((2 * y) + 0.5) / 2) + ((222.5 - (2 * x)) / 4), aligned.Row(y)[x], 1.5);
            }
        }
    }

    [TestMethod]
    [Description("Landmarks where those of all faces lie, half a face further left than the photo begins: half of the result is made up.")]
    public void Align_FaceThatReachesBeyond_TellsHowMuch()
    {
        var alignment = Shifted(Noise(112, 112), -56, 0);

        Assert.AreEqual(0.5, alignment.Outside, 0.5 / 112);   // a column at most, as the edge falls between pixels
        Assert.AreEqual(0, Shifted(Noise(112, 112), 0, 0).Outside);
    }

    [TestMethod]
    [Description("By hand, after FFHQ's code: from the photo's edge on all is blurred, so that the face there is the blur of its mirror image; "
        + "the edge itself, at depth 0, is blurred wholly and not flattened; a third of the reach of 56 inside, at 18.67 pixels, nothing has changed.")]
    public void Align_FaceThatReachesBeyond_GoesOnMirroredAndBlurred()
    {
        var photo = new Image(112, 112, 1);
        for (var y = 0; y < 112; y++)
        {
            for (var x = 0; x < 112; x++)
            {
                photo.Row(y)[x] = (byte)(20 + (2 * x));   // a ramp away from the left edge
            }
        }

        var mirrored = Shifted(photo, -56, 0).Cut(FaceBorder.Mirror);
        var clamped = Shifted(photo, -56, 0).Cut(FaceBorder.Clamp);

        for (var y = 10; y < 100; y += 10)
        {
            Assert.AreEqual(20, clamped.Row(y)[0]);                                          // the edge's colour
            Assert.AreEqual(20 + (2 * 20), mirrored.Row(y)[56 + 20], 1.0);                   // inside: the photo
            var median = 20 + (2 * 28);                                                      // of |x| for x in -56..55
            Assert.AreEqual(median, mirrored.Row(y)[0], 3.0);                                // the farthest pixel: the median
            var depth = 41.5 / 55.5;                                                         // 42 pixels beyond, counted from the edge of the first one
            Assert.AreEqual(104 + ((median - 104) * depth), mirrored.Row(y)[14], 2.0);       // the mirror image, 20 + 2 * 42, and so much of the median
        }
    }

    [TestMethod]
    public void Align_FaceInsideThePhoto_IsThePhotoWhateverTheBorder()
    {
        var photo = Noise(112, 112);

        CollectionAssert.AreEqual(
            Shifted(photo, 0, 0).Cut(FaceBorder.Clamp).Pixels.ToArray(), Shifted(photo, 0, 0).Cut(FaceBorder.Mirror).Pixels.ToArray());
    }

    [TestMethod]
    public void Apply_MoreOutsideThanAllowed_IsRejected()
    {
        var photo = ExportedMtcnn.Photo(4);
        var wide = Plain with { Align = true, Margin = 5 };

        Assert.IsTrue(Crop(wide).Apply(photo).Single().ReachesBeyond);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => Crop(wide with { MaximumOutside = 0.01 }).Apply(photo)).Message,
            "of the face beyond the photo, needed at most 1 %");
    }

    [TestMethod]
    public void Description_OfOtherOptions_IsAnother()
    {
        FaceOptions[] others =
        [
            Plain, Plain with { Align = true }, Plain with { Margin = 0.1 }, Plain with { Border = FaceBorder.Clamp }, Plain with
            {
                Choice = FaceChoice.Largest,
            },
            Plain with { Detection = new() { MinimumSize = 40 } }, Plain with { Detection = new() { OutputThreshold = 0.8 } }, Plain with
            {
                Detection = new() { LooksTwice = false },
            },
        ];

        var descriptions = others.Select(options => Crop(options).Description).Append(Crop(Plain, size: 32).Description).Append(
            Crop(Plain, ImageFit.Crop).Description).ToList();

        Assert.HasCount(10, descriptions.Distinct());
        Assert.IsFalse(descriptions.Any(text => text.Contains('\n')));
    }

    /// <summary>A face as large as the result, its landmarks where those of all faces lie, so many pixels to the right and below.</summary>
    private static FaceAlignment Shifted(Image photo, float x, float y) => new(
        photo,
        new FaceLandmarks(
            new(38.2946f + x, 51.6963f + y),
            new(73.5318f + x, 51.5014f + y),
            new(56.0252f + x, 71.7366f + y),
            new(41.5493f + x, 92.3655f + y),
            new(70.7299f + x, 92.2041f + y)),
        112,
        margin: 0);

    private static FaceCrop Crop(FaceOptions options, ImageFit fit = ImageFit.Stretch, int size = 16) =>
        new(Detector, options, new PrepareOptions { Dataset = "faces", Output = "unused", Size = size, Fit = fit, Filter = ResizeFilter.Bicubic });

    private static Image Noise(int height, int width)
    {
        var image = new Image(height, width, 3);
        new Random(7).NextBytes(image.Pixels);
        return image;
    }
}
