using System.Numerics.Tensors;

namespace Gans.Inference.Metrics;

/// <summary>What scores of classes need to know of a set of images: sums over p(y|x) that do not grow with their number. One thread at a time.</summary>
/// <remarks>Probabilities are taken as they are: neither clipped nor scaled to a sum of 1. Logarithms are natural, with epsilon added inside.</remarks>
internal sealed class ClassProbabilities
{
    /// <summary>What is added inside logarithms, as the seeds' code does.</summary>
    public const double DefaultEpsilon = 1e-16;

    private readonly double[] sums;
    private readonly double[] scratch;
    private readonly double epsilon;
    private double negativeEntropies;

    /// <summary>Starts empty.</summary>
    /// <param name="classes">K, 1 or more.</param>
    /// <param name="epsilon">Added inside logarithms.</param>
    public ClassProbabilities(int classes, double epsilon = DefaultEpsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        (sums, scratch, this.epsilon) = (new double[classes], new double[classes], epsilon);
    }

    /// <summary>Images so far.</summary>
    public long Count { get; private set; }

    /// <summary>Number of classes, K.</summary>
    public int Classes => sums.Length;

    /// <summary>p(y), [K]: the mean over images.</summary>
    public double[] Marginal => [.. sums.Select(sum => sum / Count)];

    /// <summary>Mean over images of the sum over classes of p log(p + epsilon).</summary>
    internal double MeanNegativeEntropy => negativeEntropies / Count;

    /// <summary>Adds the rows of a matrix.</summary>
    /// <param name="probabilities">[N, K], p(y|x).</param>
    public static ClassProbabilities FromRows(double[,] probabilities)
    {
        var set = new ClassProbabilities(probabilities.GetLength(1));
        set.Add([.. probabilities.Cast<double>()]);
        return set;
    }

    /// <summary>Adds the softmax of each row.</summary>
    /// <param name="logits">[N, K].</param>
    internal static ClassProbabilities FromLogits(FeatureRows logits)
    {
        var set = new ClassProbabilities(logits.Dimensions);
        var row = new double[logits.Dimensions];
        for (var i = 0L; i < logits.Count; i++)
        {
            logits.Read(i, row);
            set.AddLogits(row);
        }

        return set;
    }

    /// <summary>Adds images.</summary>
    /// <param name="probabilities">[N, K], p(y|x).</param>
    /// <exception cref="ArgumentException">The length is no multiple of K.</exception>
    public void Add(ReadOnlySpan<double> probabilities)
    {
        if (probabilities.Length % Classes != 0)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are no whole rows of {Classes}.", nameof(probabilities));
        }

        for (; !probabilities.IsEmpty; probabilities = probabilities[Classes..])
        {
            var row = probabilities[..Classes];
            TensorPrimitives.Add(row, sums, sums);
            TensorPrimitives.Add(row, epsilon, scratch);
            TensorPrimitives.Log<double>(scratch, scratch);
            negativeEntropies += TensorPrimitives.Dot(row, scratch);
            Count++;
        }
    }

    /// <summary>Adds images by their logits, of which the softmax is taken.</summary>
    /// <param name="logits">[N, K]; overwritten with the probabilities.</param>
    /// <exception cref="ArgumentException">The length is no multiple of K.</exception>
    public void AddLogits(Span<double> logits)
    {
        for (var rest = logits; rest.Length >= Classes; rest = rest[Classes..])
        {
            var row = rest[..Classes];
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<double>(row), row);   // so that no power overflows
            TensorPrimitives.Exp<double>(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<double>(row), row);
        }

        Add(logits);
    }

    /// <summary>The sum over classes of p log(q + epsilon).</summary>
    internal double CrossTerm(double[] p, double[] q) => p.Zip(q, (a, b) => a * Math.Log(b + epsilon)).Sum();
}
