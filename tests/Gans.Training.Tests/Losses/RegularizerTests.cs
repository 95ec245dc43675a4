using Gans.Models;
using Gans.Models.Layers;
using Gans.Torch;
using Gans.Training.Regularizers;

namespace Gans.Training.Tests.Losses;

[TestClass]
public sealed class RegularizerTests
{
    [TestMethod]
    [Description("The slope of w.x is |w| = 5 everywhere: the penalty is (5 - 1)^2 = 16 and its gradient 2 (5 - 1) w / 5 = 1.6 w.")]
    public void GradientPenalty_OfLinearCritic_IsKnown()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(1);
        var weight = Tensor.From([3f, 0, 4, 0], 1, 1, 2, 2);
        weight.RequiresGrad = true;

        var penalty = GradientPenalty.Between(
            Tensor.RandomNormal([5, 1, 2, 2]), Tensor.RandomNormal([5, 1, 2, 2]), images => (images * weight).Sum([1, 2, 3]).Reshape(-1, 1));
        var gradient = Autograd.Gradients([penalty], [weight])[0].ToArray<float>();

        Assert.AreEqual(16.0, penalty.Item(), 1e-4);
        Assert.AreEqual(4.8, gradient[0], 1e-4);
        Assert.AreEqual(6.4, gradient[2], 1e-4);
    }

    [TestMethod]
    [Description("Real images are 1, generated ones 0: what the critic sees is each image's share, one a image, between 0 and 1.")]
    public void GradientPenalty_LooksBetweenTheTwo()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(2);
        float[][] seen = [];

        GradientPenalty.Between(Tensor.Ones([50, 1, 2, 2]), Tensor.Zeros([50, 1, 2, 2]), images =>
        {
            seen = [.. images.ToArray<float>().Chunk(4)];
            return images.Square().Sum([1, 2, 3]).Reshape(-1, 1);
        });

        Assert.IsTrue(seen.All(image => image.All(value => value == image[0] && value is >= 0 and < 1)));
        Assert.IsGreaterThan(40, seen.Select(image => image[0]).Distinct().Count());
    }

    [TestMethod]
    [Description("Half of the pixels are 3, half -1: their deviation is 2, that of the noise 1, its mean 0.")]
    public void GradientPenalty_AroundReal_LooksAtRealImagesUnderNoiseOfHalfTheirDeviation()
    {
        using var scope = new TensorScope();
        TorchRandom.Seed(2);
        var real = (Tensor.Ones([500, 1, 2, 2]) * Tensor.From([3f, 3, -1, -1], 1, 1, 2, 2)).Detach();
        float[] noise = [];

        var penalty = GradientPenalty.AroundReal(real, images =>
        {
            noise = (images - real).ToArray<float>();
            return (images * 2.5).Sum([1, 2, 3]).Reshape(-1, 1);
        });

        Assert.AreEqual(16.0, penalty.Item(), 1e-4);   // of a slope of 2.5 in 4 pixels, whose norm is 5
        Assert.AreEqual(0, noise.Average(), 0.1);
        Assert.AreEqual(1, Math.Sqrt(noise.Average(value => value * value)), 0.1);
    }

    [TestMethod]
    [Description("The slope of w.x is w: half of |w|^2 = 25 is 12.5, its gradient is w.")]
    public void R1_OfLinearDiscriminator_IsHalfTheSquareOfItsSlope()
    {
        using var scope = new TensorScope();
        var weight = Tensor.From([3f, 0, 4, 0], 1, 1, 2, 2);
        weight.RequiresGrad = true;
        var images = Tensor.Ones([5, 1, 2, 2]);
        images.RequiresGrad = true;

        var penalty = R1Penalty.At(images, (images * weight).Sum([1, 2, 3]).Reshape(-1, 1));

        Assert.AreEqual(12.5, penalty.Item(), 1e-5);
        CollectionAssert.AreEqual(new[] { 3f, 0, 4, 0 }, Autograd.Gradients([penalty], [weight])[0].ToArray<float>());
    }

    [TestMethod]
    [Description("W W' of ((1, 2), (3, 4)) is ((5, 11), (11, 25)): off the diagonal 2 * 121 = 242. A vector counts nothing.")]
    public void Orthogonal_ByHand()
    {
        using var scope = new TensorScope();

        Assert.AreEqual(242.0, OrthogonalPenalty.Of([Tensor.From([1f, 2, 3, 4], 2, 2), Tensor.From([7f, 7], 2)]).Item(), 1e-4);
        Assert.AreEqual(0.0, OrthogonalPenalty.Of([Tensor.From([3f, 0, 0, 5], 2, 2)]).Item(), 1e-4);
    }

    [TestMethod]
    public void Clipping_All_HoldsEveryParameter()
    {
        using var network = new Sequential { { "conv", new SameConv2d(1, 4, 3) }, { "dense", new Flatten(), new Linear(16, 4) } };

        WeightClipping.Apply(network, 0.01, ClippedWeights.All);

        Assert.IsTrue(network.Parameters().All(parameter => parameter.ToArray<float>().All(value => Math.Abs(value) <= 0.01f)));
    }

    [TestMethod]
    public void Clipping_Convolutions_LeavesTheOthers()
    {
        using var network = new Sequential { { "conv", new SameConv2d(1, 4, 3) }, { "dense", new Flatten(), new Linear(16, 4) } };

        WeightClipping.Apply(network, 0.01, ClippedWeights.Convolutions);

        var weights = network.NamedParameters().ToDictionary(entry => entry.Name, entry => entry.Value.ToArray<float>().Max(Math.Abs), StringComparer.Ordinal);
        Assert.AreEqual(0.01f, weights["conv.weight"]);
        Assert.IsGreaterThan(0.1f, weights["dense_linear.weight"]);
    }
}
