namespace Gans.Inference.Metrics;

/// <summary>Mode Score: exp(mean over generated images of KL(p(y|x) || p_real(y)) - KL(p(y) || p_real(y))). Higher is better.</summary>
/// <remarks>
/// Che et al., Mode Regularized Generative Adversarial Networks, 2016 (arXiv:1612.02136). p_real is the mean prediction over real images. With p(y) the exact
/// mean of p(y|x), as here, both terms of p_real cancel and it equals the Inception Score of all images in one split: kept to compare with publications.
/// </remarks>
internal static class ModeScore
{
    /// <summary>The score.</summary>
    /// <param name="fake">Generated images.</param>
    /// <param name="real">Real images.</param>
    public static double Compute(ClassProbabilities fake, ClassProbabilities real)
    {
        var (marginal, expected) = (fake.Marginal, real.Marginal);
        var cross = fake.CrossTerm(marginal, expected);
        return Math.Exp(fake.MeanNegativeEntropy - cross - (fake.CrossTerm(marginal, marginal) - cross));
    }
}

/// <summary>
/// AM Score: KL(p_real(y) || p(y)) + mean over generated images of the entropy of p(y|x). 0 for sure predictions in the real proportions; lower is better.
/// </summary>
/// <remarks>
/// Zhou et al., Activation Maximization Generative Adversarial Nets, 2017 (arXiv:1703.02000). p_real is the mean prediction over real images.
/// </remarks>
internal static class AmScore
{
    /// <summary>The score.</summary>
    /// <param name="fake">Generated images.</param>
    /// <param name="real">Real images.</param>
    public static double Compute(ClassProbabilities fake, ClassProbabilities real)
    {
        var (marginal, expected) = (fake.Marginal, real.Marginal);
        return fake.CrossTerm(expected, expected) - fake.CrossTerm(expected, marginal) - fake.MeanNegativeEntropy;
    }
}
