using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class LatentSpaceTests
{
    private const double FloatRounding = 1e-6;

    [TestMethod]
    public void Interpolate_Linear_IsTheWeightedMean() =>
        CollectionAssert.AreEqual(new[] { 1.5f, -1f, 4f }, Between([1, 0, 4], [3, -4, 4], 0.25, InterpolationMethod.Linear));

    [TestMethod]
    [Description("By hand. Right angle, r = 1/3: sin 60 a + sin 30 b, with the ends' own lengths. "
        + "Angle 60, r = 1/2: sin 30 / sin 60 (a + b) = (a + b) / sqrt 3.")]
    [DataRow(new[] { 1f, 0 }, new[] { 0f, 1 }, 1.0 / 3, new[] { 0.8660254f, 0.5f })]
    [DataRow(new[] { 2f, 0 }, new[] { 0f, 3 }, 1.0 / 3, new[] { 1.7320508f, 1.5f })]
    [DataRow(new[] { 1f, 0 }, new[] { 0.5f, 0.8660254f }, 0.5, new[] { 0.8660254f, 0.5f })]
    [DataRow(new[] { 0f, 2, 0 }, new[] { 0f, 0, -2 }, 0.5, new[] { 0f, 1.4142136f, -1.4142136f })]
    public void Interpolate_Spherical_FollowsTheGreatCircle(float[] from, float[] to, double ratio, float[] expected) =>
        AssertClose(expected, Between(from, to, ratio, InterpolationMethod.Spherical));

    [TestMethod]
    [Description("The same direction, opposite directions (where sin pi is 1.2e-16 in double, not 0), and no direction.")]
    [DataRow(new[] { 1f, 2 }, new[] { 2f, 4 }, new[] { 1.25f, 2.5f })]
    [DataRow(new[] { 1f, 2 }, new[] { 1f, 2 }, new[] { 1f, 2 })]
    [DataRow(new[] { 1f, 0 }, new[] { -7f, 0 }, new[] { -1f, 0 })]
    [DataRow(new[] { 0.3f, 0.7f }, new[] { -0.9f, -2.1f }, new[] { 0f, 0 })]
    [DataRow(new[] { 0f, 0 }, new[] { 4f, 8 }, new[] { 1f, 2 })]
    public void Interpolate_SphericalWithoutAGreatCircle_IsLinear(float[] from, float[] to, float[] expected) =>
        AssertClose(expected, Between(from, to, 0.25, InterpolationMethod.Spherical));

    [TestMethod]
    [Description("A hundredth of a radian apart the two forms differ by less than 2e-6 of the length, so the change of form at 1e-6 cannot be seen.")]
    public void Interpolate_SphericalNearlyParallel_IsNearlyLinear()
    {
        float[] from = [3, 0];
        float[] to = [3 * MathF.Cos(0.01f), 3 * MathF.Sin(0.01f)];

        AssertClose(Between(from, to, 0.4, InterpolationMethod.Linear), Between(from, to, 0.4, InterpolationMethod.Spherical), tolerance: 5e-5);
    }

    [TestMethod]
    [DataRow(InterpolationMethod.Linear)]
    [DataRow(InterpolationMethod.Spherical)]
    public void Interpolate_Ends_AreTheEnds(InterpolationMethod method)
    {
        var points = Points(2, 100);

        AssertClose(points[0].ToArray(), Between(points[0], points[1], 0, method));
        AssertClose(points[1].ToArray(), Between(points[0], points[1], 1, method));
    }

    [TestMethod]
    [Description("Two latents of 500 values lie near a sphere of radius sqrt 500 at a right angle: the spherical middle stays there, "
        + "the linear one falls to 0.71 of it.")]
    public void Interpolate_MiddleOfNormalLatents_KeepsTheLengthOnlyOnTheSphere()
    {
        var points = Points(2, 500);

        Assert.AreEqual(Math.Sqrt(500), Length(Between(points[0], points[1], 0.5, InterpolationMethod.Spherical)), 0.1 * Math.Sqrt(500));
        Assert.AreEqual(Math.Sqrt(250), Length(Between(points[0], points[1], 0.5, InterpolationMethod.Linear)), 0.1 * Math.Sqrt(250));
    }

    [TestMethod]
    public void Path_ThreePoints_HasEachOnceAndEqualSteps()
    {
        var path = LatentSpace.Path(Line(0, 3, -3), steps: 4, InterpolationMethod.Linear);

        AssertClose([0, 1, 2, 3, 1, -1, -3], path.Values.ToArray());
    }

    [TestMethod]
    public void Path_Loop_GoesBackAndEndsBeforeTheFirst()
    {
        var path = LatentSpace.Path(Line(0, 3, -3), steps: 4, InterpolationMethod.Linear, loop: true);

        AssertClose([0, 1, 2, 3, 1, -1, -3, -2, -1], path.Values.ToArray());
    }

    [TestMethod]
    public void Path_TooLittle_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LatentSpace.Path(Line(1), 10, InterpolationMethod.Linear));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LatentSpace.Path(Line(1, 2), 1, InterpolationMethod.Linear));
        Assert.ThrowsExactly<ArgumentException>(() => LatentSpace.Interpolate([1, 2], [1], 0.5, InterpolationMethod.Linear, new float[2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LatentSpace.Interpolate([1], [1], 0.5, (InterpolationMethod)7, new float[1]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LatentSpace.Mean(new LatentBatch(0, 4)));
    }

    [TestMethod]
    public void Mean_OfThree_IsTakenValueByValue()
    {
        var latents = new LatentBatch(3, 2);
        ((float[])[1, 10, 2, 20, 6, -60]).CopyTo(latents.Values);

        CollectionAssert.AreEqual(new[] { 3f, -10f }, LatentSpace.Mean(latents));
    }

    [TestMethod]
    public void Concat_Batches_KeepsTheirOrder()
    {
        CollectionAssert.AreEqual(new[] { 1f, 2, 3 }, LatentBatch.Concat([Line(1), Line(2, 3)]).Values.ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => LatentBatch.Concat([Line(1), new LatentBatch(1, 2)]));
        Assert.ThrowsExactly<ArgumentException>(() => LatentBatch.Concat([]));
    }

    [TestMethod]
    public void Sample_Path_GivesTheEndsAsTheirSeedsDo()
    {
        using var generator = Generator.Load(new TinyModel { Classes = 3 }.ToBytes(), new() { Device = Device.Cpu });
        var points = generator.Latents(seed: 6).Draw(2);
        var drawn = generator.Sample(new SampleRequest(2, seed: 6) { Labels = new long[] { 1, 1 } });

        var strip = generator.Sample(
            new SampleRequest(LatentSpace.Path(points, steps: 5, InterpolationMethod.Spherical)) { Labels = new long[] { 1, 1, 1, 1, 1 } });

        CollectionAssert.AreEqual(drawn[0].ToArray(), strip[0].ToArray());
        CollectionAssert.AreEqual(drawn[1].ToArray(), strip[4].ToArray());
    }

    private static float[] Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double ratio, InterpolationMethod method)
    {
        var result = new float[from.Length];
        LatentSpace.Interpolate(from, to, ratio, method, result);
        return result;
    }

    private static LatentBatch Points(int count, int size) => new LatentSource(size, LatentDistribution.Normal, seed: 12).Draw(count);

    private static LatentBatch Line(params float[] values)
    {
        var points = new LatentBatch(values.Length, 1);
        values.CopyTo(points.Values);
        return points;
    }

    private static double Length(float[] latent) => Math.Sqrt(latent.Sum(value => value * (double)value));

    private static void AssertClose(float[] expected, float[] actual, double tolerance = FloatRounding)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, $"value {i}");
        }
    }
}
