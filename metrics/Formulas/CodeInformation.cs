using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>
/// How much of what a generator was asked for, a class or the value of a category in its control code, a classifier's answer tells, and the other way round:
/// the normalised mutual information. 0 to 1, higher is better; 1 where each value gives one class, whichever that is.
/// </summary>
/// <remarks>
/// Mutual information over the mean of the two entropies, as Strehl and Ghosh, Cluster Ensembles, 2002, JMLR 3, section 3.1, with that mean in place of their
/// geometric one. InfoGAN (Chen et al., 2016, arXiv:1606.03657) finds digits without labels, so that no value has a right class, and accuracy says nothing.
/// </remarks>
internal static class CodeInformation
{
    /// <summary>The normalised mutual information; 0 where only one value or only one class occurs.</summary>
    /// <param name="logits">[N, K].</param>
    /// <param name="values">[N], each 0 or more: what was asked for.</param>
    /// <exception cref="ArgumentException">There are not as many values as rows.</exception>
    public static double Compute(FeatureRows logits, IReadOnlyList<long> values)
    {
        if (values.Count != logits.Count || values.Count == 0)
        {
            throw new ArgumentException($"{logits.Count} rows of logits and {values.Count} values; needed one value a row.", nameof(values));
        }

        var row = new double[logits.Dimensions];
        var pairs = new (long Value, int Class)[values.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            logits.Read(i, row);
            pairs[i] = (values[i], TensorPrimitives.IndexOfMax<double>(row));
        }

        var (ofValues, ofClasses, ofBoth) = (Entropy(pairs.Select(pair => pair.Value)), Entropy(pairs.Select(pair => pair.Class)), Entropy(pairs));
        return ofValues == 0 || ofClasses == 0 ? 0 : 2 * (ofValues + ofClasses - ofBoth) / (ofValues + ofClasses);
    }

    private static double Entropy<T>(IEnumerable<T> events)
        where T : notnull
    {
        long[] counts = [.. events.CountBy(one => one).Select(kind => (long)kind.Value)];
        var all = (double)counts.Sum();
        return -counts.Sum(count => count / all * Math.Log(count / all));
    }
}
