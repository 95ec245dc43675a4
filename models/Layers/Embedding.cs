using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>A learned vector for each class: Int64 [N] of class numbers to [N, size].</summary>
public sealed class Embedding : Layer
{
    private readonly Tensor weight;

    /// <summary>Creates the table.</summary>
    /// <param name="classes">Number of rows: labels are 0 to classes - 1.</param>
    /// <param name="size">Length of each vector.</param>
    /// <param name="weights">First values; uniform on [-0.05, 0.05) by default, as in Keras.</param>
    public Embedding(long classes, long size, Initializer? weights = null)
    {
        weight = AddParameter("weight", (weights ?? Initializer.Uniform(-0.05, 0.05)).Create(classes, size, classes, size));
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Embed(weight);
    }
}
