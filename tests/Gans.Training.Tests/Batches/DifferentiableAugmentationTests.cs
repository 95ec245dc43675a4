using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Batches;

/// <summary>Zhao et al., 2020: each change with numbers that are given, then all with numbers that are drawn.</summary>
[TestClass]
public sealed class DifferentiableAugmentationTests
{
    [TestMethod]
    public void Brighten_TwoImages_AddsToEachItsOwn()
    {
        using var scope = NewDisposeScope();

        var changed = DifferentiableAugmentation.Brighten(tensor([1f, 2, 3, 4], [2, 1, 1, 2]), Each(0.5f, -1));

        CollectionAssert.AreEqual(new[] { 1.5f, 2.5f, 2, 3 }, changed.ToArray<float>());
    }

    [TestMethod]
    [Description("A pixel (1, 3) has the mean 2: twice the distance makes (0, 4), none makes (2, 2).")]
    public void Saturate_TwoImages_ScalesAboutEachPixelsMean()
    {
        using var scope = NewDisposeScope();

        var changed = DifferentiableAugmentation.Saturate(tensor([1f, 3, 1, 3], [2, 2, 1, 1]), Each(2, 0));

        CollectionAssert.AreEqual(new[] { 0f, 4, 2, 2 }, changed.ToArray<float>());
    }

    [TestMethod]
    [Description("The image (0, 2; 4, 6) of two channels has the mean 3: half of the distances are (1.5, 2.5; 3.5, 4.5).")]
    public void Contrast_OneImage_ScalesAboutTheImagesMean()
    {
        using var scope = NewDisposeScope();

        var changed = DifferentiableAugmentation.Contrast(tensor([0f, 2, 4, 6], [1, 2, 1, 2]), Each(0.5f));

        CollectionAssert.AreEqual(new[] { 1.5f, 2.5f, 3.5f, 4.5f }, changed.ToArray<float>());
    }

    [TestMethod]
    [Description("Two images of two rows: one moves down and right by 1, the other left by 2.")]
    public void Translate_TwoImages_MovesEachAndFillsWithZeros()
    {
        using var scope = NewDisposeScope();

        var moved = DifferentiableAugmentation.Translate(
            tensor([1f, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], [2, 1, 2, 3]), tensor([1L, 0]), tensor([1L, -2]));

        CollectionAssert.AreEqual(new[] { 0f, 0, 0, 0, 1, 2, 3, 0, 0, 6, 0, 0 }, moved.ToArray<float>());
    }

    [TestMethod]
    public void Translate_Channels_MoveTogether()
    {
        using var scope = NewDisposeScope();

        var moved = DifferentiableAugmentation.Translate(tensor([1f, 2, 3, 4], [1, 2, 1, 2]), tensor([0L]), tensor([1L]));

        CollectionAssert.AreEqual(new[] { 0f, 1, 0, 3 }, moved.ToArray<float>());
    }

    [TestMethod]
    [Description("Of 4x4 pixels a square of 2x2 about (1, 2) is rows 0 and 1, columns 1 and 2; about (0, 4) only the corner is left of it.")]
    public void CutOut_TwoImages_CutsASquareOfHalfTheSize()
    {
        using var scope = NewDisposeScope();

        var cut = DifferentiableAugmentation.CutOut(ones(2, 1, 4, 4), tensor([1L, 0]), tensor([2L, 4]));

        CollectionAssert.AreEqual(
            new[]
            {
                1f, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            },
            cut.ToArray<float>());
    }

    [TestMethod]
    [Description("Shifts of 16 pixels reach 2 either way, and all five are drawn.")]
    public void Apply_Translation_MovesByAnEighthAtMost()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var dots = zeros(200, 1, 16, 16);
        dots[.., 0, 8, 8] = 1;

        var moved = new DifferentiableAugmentation(colour: false, translation: true, cutout: false).Apply(dots);

        var places = moved.flatten(1).argmax(1).data<long>().ToArray();
        CollectionAssert.AreEqual(new long[] { 6, 7, 8, 9, 10 }, places.Select(place => place / 16).Distinct().Order().ToArray());
        CollectionAssert.AreEqual(new long[] { 6, 7, 8, 9, 10 }, places.Select(place => place % 16).Distinct().Order().ToArray());
    }

    [TestMethod]
    [Description("With the same draws every change is affine in the pixels, so that differences of any width give the gradient but for rounding.")]
    [DataRow(true, false, false)]
    [DataRow(false, true, false)]
    [DataRow(false, false, true)]
    [DataRow(true, true, true)]
    public void Apply_Gradient_IsThatOfFiniteDifferences(bool colour, bool translation, bool cutout)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var augmentation = new DifferentiableAugmentation(colour, translation, cutout);
        var (images, weights) = (randn(2, 3, 4, 4), randn(2, 3, 4, 4));
        images.requires_grad = true;

        var gradient = Gradients.Of(Value(images), [images])[0].ToArray<float>();

        for (var i = 0; i < gradient.Length; i++)
        {
            using var plain = no_grad();
            var step = zeros(gradient.Length);
            step[i] = 0.5;
            var (above, below) = (Value(images + step.reshape(images.shape)), Value(images - step.reshape(images.shape)));
            Assert.AreEqual((above - below).item<float>(), gradient[i], 1e-4f, $"element {i}");   // sums of 96 numbers about 1 in 24 bits
        }

        Tensor Value(Tensor pixels)
        {
            random.manual_seed(5);
            return (augmentation.Apply(pixels) * weights).sum();
        }
    }

    [TestMethod]
    public void Apply_AllOff_DrawsNothingAndGivesTheImages()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var first = rand(1).item<float>();
        random.manual_seed(1);
        var images = ones(2, 3);

        var same = new DifferentiableAugmentation(false, false, false).Apply(images);

        Assert.AreSame(images, same);
        Assert.AreEqual(first, rand(1).item<float>());
    }

    private static Tensor Each(params float[] values) => tensor(values, [values.Length, 1, 1, 1]);
}
