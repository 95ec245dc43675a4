using Gans.Formats;
using Gans.Onnx.Adoption;
using static Gans.Onnx.Tests.Adoption.AdoptedFile;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Onnx.Tests.Adoption;

[TestClass]
public sealed class GeneratorAdoptionTests
{
    private const int Values = 12;

    [TestMethod]
    [Description("Pixels by hand: (tanh(0.5) + 1) / 2 * 255 = 186.42, (tanh(-1) + 1) / 2 * 255 = 30.40; latents of four axes come as two.")]
    public void Generator_LatentsOfFourAxesAndABatchOfOne_GivesImagesAndPixels()
    {
        var model = new HandMadeModel().Input("noise", DataType.Float, 1, 2, 1, 1)
            .Store("row", 1, 2).Node("Reshape", "noise row", "flat")
            .Store("weights", [.. Enumerable.Repeat(1f, 2 * Values)], 2, Values).Node("MatMul", "flat weights", "linear")
            .Store("square", 1, 3, 2, 2).Node("Reshape", "linear square", "planes").Node("Tanh", "planes", "fake").Outputs("fake");

        using var adopted = Generator(model, new());

        float[] latents = [0.25f, 0.25f, -0.5f, -0.5f];
        var images = adopted.Run("images", Floats("z", latents, 2, 2));
        var pixels = adopted.Run("pixels", Floats("z", latents, 2, 2));
        Assert.AreEqual(Math.Tanh(0.5), images[0], 1e-6);
        Assert.AreEqual(Math.Tanh(-1), images[^1], 1e-6);
        Assert.AreEqual((186, 30), (pixels[0], pixels[^1]));
        Assert.AreEqual(
            (ModelKind.Generator, "foreign", 2, LatentDistribution.Normal, -1.0, 1.0, 2, 2, 3),
            (adopted.Card.Kind, adopted.Card.Recipe, adopted.Card.LatentSize, adopted.Card.LatentDistribution, adopted.Card.ValueMin, adopted.Card.ValueMax,
                adopted.Card.ImageHeight, adopted.Card.ImageWidth, adopted.Card.ImageChannels));
    }

    [TestMethod]
    [DataRow(true, DisplayName = "one-hot")]
    [DataRow(false, DisplayName = "numbers [N, 1]")]
    [Description("Class k adds k to every value before the sigmoid; images are in pixels' order.")]
    public void Generator_Labels_ChooseTheClass(bool oneHot)
    {
        var model = new HandMadeModel().Input("z", DataType.Float, 0, 1).Input("class", oneHot ? DataType.Float : DataType.Int32, 0, oneHot ? 3 : 1)
            .Store("ones", [.. Enumerable.Repeat(1f, Values)], 1, Values).Store("three", [0f, 1, 2], 3, 1);
        _ = oneHot
            ? model.Node("MatMul", "class three", "number")
            : model.Node("Cast", "class", "number", ("to", (int)DataType.Float));
        model.Node("Add", "z number", "sum").Node("MatMul", "sum ones", "linear").Store("square", -1, 2, 2, 3).Node("Reshape", "linear square", "rows")
            .Node("Sigmoid", "rows", "images").Outputs("images");

        using var adopted = Generator(
            model, new() { Latents = "z", Labels = "class", Classes = oneHot ? null : 3, LatentDistribution = LatentDistribution.Uniform });

        var images = adopted.Run("images", Floats("z", [0.5f, 0.5f], 2, 1), Labels(2, 0));
        Assert.AreEqual(1 / (1 + Math.Exp(-2.5)), images[0], 1e-6);
        Assert.AreEqual(1 / (1 + Math.Exp(-0.5)), images[^1], 1e-6);
        Assert.AreEqual(
            (3, LatentDistribution.Uniform, 0.0, 1.0), (adopted.Card.Classes, adopted.Card.LatentDistribution, adopted.Card.ValueMin, adopted.Card.ValueMax));
    }

    [TestMethod]
    [Description("Red, green and blue are 0, 1, 2 levels; no activation says so, so the range is given.")]
    public void Generator_PixelsOfBytes_StandWithChannelsInnermost()
    {
        var model = new HandMadeModel().Input("z", DataType.Float, 0, 1)
            .Store("levels", [.. Enumerable.Range(0, Values).Select(static i => (float)(i / 4))], 1, 3, 2, 2)
            .Store("shape", -1, 1, 1, 1).Node("Reshape", "z shape", "four").Store("none", [0f], 1).Node("Mul", "four none", "zero")
            .Node("Add", "zero levels", "images").Outputs("images");

        using var adopted = Generator(model, new() { Black = 0, White = 255 });

        CollectionAssert.AreEqual(
            new float[] { 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2 }, adopted.Run("pixels", Floats("z", [1f], 1, 1)));
    }

    [TestMethod]
    public void Generator_FilesThatSayTooLittle_AreRefusedWithTheRemedy()
    {
        var plain = new HandMadeModel().Input("z", DataType.Float, 0, Values).Store("square", -1, 3, 2, 2).Node("Reshape", "z square", "x").Outputs("x");
        var two = new HandMadeModel().Input("z", DataType.Float, 0, Values).Input("w", DataType.Float, 0, Values).Node("Add", "z w", "sum")
            .Store("square", -1, 3, 2, 2).Node("Reshape", "sum square", "x").Node("Tanh", "x", "y").Outputs("y");

        AssertRefused(plain, new(), "no last activation", "--output -1..1");
        AssertRefused(plain, new() { Black = 0, White = 0.1 }, "images from ", "Correct --output");
        AssertRefused(two, new(), "2 inputs that can be latents", "--z NAME");
        AssertRefused(two, new() { Latents = "z" }, "w");
        AssertRefused(two, new() { Latents = "z", Labels = "no" }, "no input 'no'");
    }

    private static void AssertRefused(HandMadeModel model, GeneratorAdoption options, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        Refusal.AssertOneLine(() => OnnxAdoption.Generator(model.Save(folder), folder["adopted.onnx"], options), parts);
        Assert.IsFalse(folder.Has("adopted.onnx"));
    }
}
