using Gans.Models.Points;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>The one-dimensional GAN of chapter 6 of Brownlee: its networks against the printed tables, its data against their formula.</summary>
[TestClass]
public sealed class PointsTests
{
    private static readonly Gan1d Model = new();

    [TestMethod]
    [Description("Chapter 6 of Brownlee: G 90 + 32 = 122, D 75 + 26 = 101; composite 223.")]
    public void Networks_HaveTheSpecsLayers()
    {
        using var generator = Model.CreateGenerator(Model.Settings, DataShape.OfVectors(2));
        using var discriminator = Model.CreateDiscriminator(Model.Settings, DataShape.OfVectors(2));
        var made = ModelSummary.Of(generator);
        var judge = ModelSummary.Of(discriminator, DataShape.OfVectors(2));

        CollectionAssert.AreEqual(new long[] { 90, 0, 32 }, Counts(made));
        CollectionAssert.AreEqual(new long[] { 75, 0, 26 }, Counts(judge));
        Assert.AreEqual(122 + 101, made.TrainableParameterCount + judge.TrainableParameterCount);
        Assert.AreEqual(("[1, 2]", "[1, 1]"), (made.Layers[^1].Output.Text(), judge.Layers[^1].Output.Text()));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    public void Networks_TakeVectorsOfAnyLength(int length)
    {
        using var scope = NewDisposeScope();
        using var generator = Model.CreateGenerator(Model.Settings, DataShape.OfVectors(length));
        using var discriminator = Model.CreateDiscriminator(Model.Settings, DataShape.OfVectors(length));

        var vectors = generator.Run(new GeneratorInput(randn(3, 5)), Mode.Train);

        Assert.AreEqual($"[3, {length}]", vectors.shape.Text());
        Assert.AreEqual("[3, 1]", discriminator.Run(vectors, null, Mode.Train).Logits.shape.Text());
    }

    [TestMethod]
    [Description("Hidden layers: he_uniform, +-sqrt(6 / fan-in); last layers: Glorot, +-sqrt(6 / (fan-in + fan-out)). "
        + "Of 15,000 weights the largest is within 1% of the limit.")]
    public void Networks_StartFromTheSpecsLaws()
    {
        manual_seed(1);
        using var generator = Model.CreateGenerator(Model.Settings with { GeneratorWidth = 3000 }, DataShape.OfVectors(2));

        Assert.AreEqual(Math.Sqrt(6.0 / 5), Largest(generator, "body.hidden.0.weight", "body.hidden.weight"), 0.01);
        Assert.AreEqual(Math.Sqrt(6.0 / 3002), Largest(generator, "body.vector.0.weight", "body.vector.weight"), 0.001);
    }

    [TestMethod]
    [DataRow(CurveKind.Parabola, -0.5, 0.25)]
    [DataRow(CurveKind.Parabola, 0.3, 0.09)]
    [DataRow(CurveKind.Sine, 0.25, 0.5)]
    [DataRow(CurveKind.Sine, -0.25, -0.5)]
    [DataRow(CurveKind.Gaussian, 0, 0.5)]
    [DataRow(CurveKind.Gaussian, 0.15, 0.30326532985631671, DisplayName = "Gaussian, one deviation: exp(-1/2) / 2")]
    [DataRow(CurveKind.Polynomial, 0, 0.25)]
    [DataRow(CurveKind.Polynomial, 0.5, 0.25)]
    [DataRow(CurveKind.Polynomial, 0.35355339059327379, 0, DisplayName = "Polynomial, a valley at 1 / sqrt(8)")]
    public void Curve_AtX_IsItsFormula(CurveKind kind, double x, double y) => Assert.AreEqual(y, new Curve(kind).At(x), 1e-12);

    [TestMethod]
    [Description("x uniform on [-0.5, 0.5): each tenth of 10,000 draws has 1,000, give or take five deviations of 30; y is exactly the curve's.")]
    public void Curve_Draws_LieOnItEvenly()
    {
        manual_seed(1);
        var curve = new Curve(CurveKind.Parabola);
        using var drawn = curve.Draw(10_000);
        var points = drawn.Floats().Chunk(2).ToArray();

        Assert.IsTrue(points.All(point => point[0] is >= -0.5f and < 0.5f && Math.Abs(point[1] - (point[0] * point[0])) < 1e-7));
        var tenths = points.CountBy(point => Math.Floor((point[0] + 0.5) * 10)).ToArray();
        Assert.HasCount(10, tenths);
        Assert.IsTrue(tenths.All(tenth => Math.Abs(tenth.Value - 1000) < 150));
    }

    [TestMethod]
    [DataRow(0.5f, 0.34f, true)]
    [DataRow(0.5f, 0.36f, false)]
    [DataRow(0.5f, 0.14f, false)]
    [DataRow(2f, 4.05f, true, DisplayName = "beyond the data, still on the curve")]
    [DataRow(0f, float.NaN, false)]
    public void Curve_Obeys_WithinATenth(float x, float y, bool expected) => Assert.AreEqual(expected, new Curve(CurveKind.Parabola).Obeys([x, y]));

    [TestMethod]
    public void Reject_Images_SaysWhatIsNeeded() => Assert.AreEqual("found images of 28x28, needed vectors", Model.Reject(new DataShape(1, 28, 28)));

    private static long[] Counts(ModelSummary summary) => [.. summary.Layers.Select(layer => layer.ParameterCount)];

    private static double Largest(Module network, params string[] names) =>
        network.NamedState().Single(entry => names.Contains(entry.Name)).Value.Floats().Max(Math.Abs);
}
