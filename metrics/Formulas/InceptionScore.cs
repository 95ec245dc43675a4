namespace Gans.Inference.Metrics;

/// <summary>Inception Score: exp of the mean over images of KL(p(y|x) || p(y)). 1 to the number of classes, higher is better.</summary>
/// <remarks>
/// Salimans et al., Improved Techniques for Training GANs, 2016 (arXiv:1606.03498). Rewards images of one sure class each, and many classes among them; never
/// looks at real images. By custom of 50,000 images in 10 splits, with p(y) found inside each; their mean and population deviation are reported.
/// </remarks>
internal static class InceptionScore
{
    /// <summary>The score of one split.</summary>
    /// <param name="fake">p(y|x) of its images, at least one.</param>
    public static double Compute(ClassProbabilities fake)
    {
        var marginal = fake.Marginal;
        return Math.Exp(fake.MeanNegativeEntropy - fake.CrossTerm(marginal, marginal));
    }

    /// <summary>Mean and population deviation over splits.</summary>
    /// <param name="logits">[N, K], N at least <paramref name="splits"/>; rows behind the last whole split are not used.</param>
    /// <param name="splits">Number of splits.</param>
    /// <param name="order">The order in which rows are dealt to splits; null for their own.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer rows than splits.</exception>
    public static (double Mean, double Deviation) Compute(FeatureRows logits, int splits = 10, long[]? order = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(splits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(splits, logits.Count);
        var size = logits.Count / splits;
        var scores = new double[splits];
        var row = new double[logits.Dimensions];
        for (var split = 0; split < splits; split++)
        {
            var part = new ClassProbabilities(logits.Dimensions);
            for (var i = split * size; i < (split + 1) * size; i++)
            {
                logits.Read(order?[i] ?? i, row);
                part.AddLogits(row);
            }

            scores[split] = Compute(part);
        }

        return Spread.Of(scores);
    }
}
