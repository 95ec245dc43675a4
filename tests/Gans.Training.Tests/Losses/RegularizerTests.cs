using Gans.Models;
using Gans.Models.Layers;
using Gans.Training.Regularizers;
using Gans.Training.Tests.Support;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Tests.Losses;

[TestClass]
public sealed class RegularizerTests
{
    [TestMethod]
    [Description("The slope of w.x is |w| = 5 everywhere: the penalty is (5 - 1)^2 = 16 and its gradient 2 (5 - 1) w / 5 = 1.6 w.")]
    public void GradientPenalty_OfLinearCritic_IsKnown()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var weight = tensor([3f, 0, 4, 0], [1, 1, 2, 2]);
        weight.requires_grad = true;

        var penalty = GradientPenalty.Between(
            randn([5, 1, 2, 2]), randn([5, 1, 2, 2]), images => (images * weight).sum([1, 2, 3]).reshape(-1, 1));
        var gradient = Gradients.Of(penalty, [weight])[0].ToArray<float>();

        Assert.AreEqual(16.0, penalty.Number(), 1e-4);
        Assert.AreEqual(4.8, gradient[0], 1e-4);
        Assert.AreEqual(6.4, gradient[2], 1e-4);
    }

    [TestMethod]
    [Description("Real images are 1, generated ones 0: what the critic sees is each image's share, one a image, between 0 and 1.")]
    public void GradientPenalty_LooksBetweenTheTwo()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        float[][] seen = [];

        GradientPenalty.Between(ones([50, 1, 2, 2]), zeros([50, 1, 2, 2]), images =>
        {
            seen = [.. images.ToArray<float>().Chunk(4)];
            return images.square().sum([1, 2, 3]).reshape(-1, 1);
        });

        Assert.IsTrue(seen.All(image => image.All(value => value == image[0] && value is >= 0 and < 1)));
        Assert.IsGreaterThan(40, seen.Select(image => image[0]).Distinct().Count());
    }

    [TestMethod]
    [Description("Half of the pixels are 3, half -1: their deviation is 2, that of the noise 1, its mean 0.")]
    public void GradientPenalty_AroundReal_LooksAtRealImagesUnderNoiseOfHalfTheirDeviation()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var real = (ones([500, 1, 2, 2]) * tensor([3f, 3, -1, -1], [1, 1, 2, 2])).detach();
        float[] noise = [];

        var penalty = GradientPenalty.AroundReal(real, images =>
        {
            noise = (images - real).ToArray<float>();
            return (images * 2.5).sum([1, 2, 3]).reshape(-1, 1);
        });

        Assert.AreEqual(16.0, penalty.Number(), 1e-4);   // of a slope of 2.5 in 4 pixels, whose norm is 5
        Assert.AreEqual(0, noise.Average(), 0.1);
        Assert.AreEqual(1, Math.Sqrt(noise.Average(value => value * value)), 0.1);
    }

    [TestMethod]
    [Description("The slope of w.x is w: half of |w|^2 = 25 is 12.5, its gradient is w.")]
    public void R1_OfLinearDiscriminator_IsHalfTheSquareOfItsSlope()
    {
        using var scope = NewDisposeScope();
        var weight = tensor([3f, 0, 4, 0], [1, 1, 2, 2]);
        weight.requires_grad = true;
        var images = ones([5, 1, 2, 2]);
        images.requires_grad = true;

        var penalty = R1Penalty.At(images, (images * weight).sum([1, 2, 3]).reshape(-1, 1));

        Assert.AreEqual(12.5, penalty.Number(), 1e-5);
        CollectionAssert.AreEqual(new[] { 3f, 0, 4, 0 }, Gradients.Of(penalty, [weight])[0].ToArray<float>());
    }

    [TestMethod]
    [Description("W W' of ((1, 2), (3, 4)) is ((5, 11), (11, 25)): off the diagonal 2 * 121 = 242. A vector counts nothing.")]
    public void Orthogonal_ByHand()
    {
        using var scope = NewDisposeScope();

        Assert.AreEqual(242.0, OrthogonalPenalty.Of([tensor([1f, 2, 3, 4], [2, 2]), tensor([7f, 7], [2])]).Number(), 1e-4);
        Assert.AreEqual(0.0, OrthogonalPenalty.Of([tensor([3f, 0, 0, 5], [2, 2])]).Number(), 1e-4);
    }

    [TestMethod]
    [Description("Weights ((1, 1), (1, 1)): W W' has 2 off the diagonal, twice 4. The embedding's rows, alike too, count nothing, wherever it stands.")]
    public void Orthogonal_OfANetwork_LeavesEmbeddingsOut()
    {
        using var scope = NewDisposeScope();
        var inner = new Sequential { { "embedding", KerasLayers.Embedding(2, 2, Initializer.Constant(3)) } };
        var network = new Sequential { { "inner", inner }, { "dense", KerasLayers.Dense(2, 2, Initializer.Constant(1)) } };

        Assert.AreEqual(8.0, OrthogonalPenalty.Of(network).Number(), 1e-4);
    }

    [TestMethod]
    public void Clipping_All_HoldsEveryParameter()
    {
        using var network = new Sequential { { "conv", new SameConv2d(1, 4, 3) }, { "dense", Flatten(), Dense(16, 4) } };

        WeightClipping.Apply(network, 0.01, ClippedWeights.All);

        Assert.IsTrue(network.parameters().All(parameter => parameter.ToArray<float>().All(value => Math.Abs(value) <= 0.01f)));
    }

    [TestMethod]
    public void Clipping_Convolutions_LeavesTheOthers()
    {
        using var network = new Sequential { { "conv", new SameConv2d(1, 4, 3) }, { "dense", Flatten(), Dense(16, 4) } };

        WeightClipping.Apply(network, 0.01, ClippedWeights.Convolutions);

        var weights = network.named_parameters().ToDictionary(
            entry => entry.name, entry => entry.parameter.ToArray<float>().Max(Math.Abs), StringComparer.Ordinal);
        Assert.AreEqual(0.01f, weights["conv.weight"]);
        Assert.IsGreaterThan(0.1f, weights["dense_linear.weight"]);
    }
}
