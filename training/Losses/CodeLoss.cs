using Gans.Formats;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>How badly a code was found: the sum over its parts, each the mean over the batch.</summary>
/// <remarks>
/// Chapter 18 of Brownlee. A category: cross-entropy. A number found as a point: squared error. A number found as a Gaussian, mean m and log deviation s: the
/// negative log-likelihood (c - m)^2 / (2 exp(2s)) + s, without its constant, as in Chen et al., InfoGAN, 2016 (arXiv:1606.03657).
/// </remarks>
internal static class CodeLoss
{
    /// <summary>Least log deviation: a code that is found exactly would drive it to minus infinity.</summary>
    private const double LeastLogDeviation = -6;

    /// <summary>The loss.</summary>
    /// <param name="outputs">What is thought of the code, [N, outputs]: category logits, numbers or their means, then log deviations.</param>
    /// <param name="codes">The codes, [N, layout.Size].</param>
    /// <param name="layout">What they hold.</param>
    /// <param name="isGaussian">Whether each number is found as a mean and a log deviation, and not as a point.</param>
    internal static Tensor Of(Tensor outputs, Tensor codes, CodeLayout layout, bool isGaussian)
    {
        var (categories, numbers) = (layout.Categories, layout.Continuous);
        var category = categories == 0 ? null : nn.functional.cross_entropy(outputs.slice(1, 0, categories, 1), codes.slice(1, 0, categories, 1).argmax(1));
        if (numbers == 0)
        {
            return category ?? throw new ArgumentException("A code holds nothing: the layout has neither categories nor numbers.", nameof(layout));
        }

        var squares = (outputs.slice(1, categories, categories + numbers, 1) - codes.slice(1, categories, layout.Size, 1)).Squared();
        var number = isGaussian ? LikelihoodLoss(squares, outputs.slice(1, layout.Size, layout.Size + numbers, 1)) : squares.mean();
        return category is null ? number : category.Plus(number);
    }

    private static Tensor LikelihoodLoss(Tensor squares, Tensor logDeviations)
    {
        var bounded = logDeviations.clamp(Held.Number(LeastLogDeviation), Held.Number(double.PositiveInfinity));
        return (squares * bounded.Times(-2).exp()).Times(0.5).Plus(bounded).mean();
    }
}
