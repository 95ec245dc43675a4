using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>Share of conditional samples in which a classifier finds the class that was asked for. 0 to 1, higher is better.</summary>
/// <remarks>
/// The synthesis score of Isola et al., Image-to-Image Translation with Conditional Adversarial Networks, 2016 (arXiv:1611.07004), with a classifier trained on
/// the domain: the same number is called GAN-test accuracy by Shmelkov et al., How Good Is My GAN?, 2018 (arXiv:1807.09499).
/// </remarks>
internal static class ClassificationScore
{
    /// <summary>The share.</summary>
    /// <param name="logits">[N, K].</param>
    /// <param name="labels">[N], the classes asked for.</param>
    /// <exception cref="ArgumentException">There are not as many labels as rows.</exception>
    public static double Compute(FeatureRows logits, IReadOnlyList<long> labels)
    {
        if (labels.Count != logits.Count || labels.Count == 0)
        {
            throw new ArgumentException($"{logits.Count} rows of logits and {labels.Count} labels; needed one label a row.", nameof(labels));
        }

        var row = new double[logits.Dimensions];
        var right = 0L;
        for (var i = 0; i < labels.Count; i++)
        {
            logits.Read(i, row);
            right += TensorPrimitives.IndexOfMax<double>(row) == labels[i] ? 1 : 0;
        }

        return (double)right / labels.Count;
    }
}
