using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>Makes the same samples again and again while the weights change.</summary>
internal abstract class SampleMaker : IDisposable
{
    /// <summary>Images a row of a grid; null for a square.</summary>
    public virtual int? Columns => null;

    /// <summary>Makes the samples with the present weights, in inference mode.</summary>
    /// <returns>[N, C, H, W] in [-1, 1], or vectors [N, D].</returns>
    public abstract Tensor Make();

    /// <summary>Frees what the samples are made from.</summary>
    public abstract void Dispose();
}
