using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Layers;

/// <summary>Fades from one path of a network to another: (1 - alpha) old + alpha new, of equal shapes. Alpha is set from outside, never trained.</summary>
/// <remarks>Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196), figure 2. A file of a network holds alpha as a constant.</remarks>
public sealed class WeightedSum() : Module<Tensor, Tensor, Tensor>(nameof(WeightedSum))
{
    /// <summary>The share of the new path, from 0 to 1; 0 at first.</summary>
    public double Alpha { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor old, Tensor fresh)
    {
        using var scope = NewDisposeScope();
        return Ops.Add(Ops.Multiply(old, 1 - Alpha), Ops.Multiply(fresh, Alpha)).MoveToOuterDisposeScope();
    }
}
