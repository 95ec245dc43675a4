using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>A layer with a kernel of weights and, perhaps, a bias that starts at zero.</summary>
public abstract class KernelLayer : Layer
{
    /// <summary>Makes the parameters <c>weight</c> and <c>bias</c>.</summary>
    /// <param name="weight">First values of the kernel.</param>
    /// <param name="outputs">Channels or units that come out.</param>
    /// <param name="bias">Whether each of them has a bias.</param>
    private protected KernelLayer(Tensor weight, long outputs, bool bias)
    {
        Weight = AddParameter("weight", weight);
        Bias = bias ? AddParameter("bias", Tensor.Zeros([outputs])) : null;
    }

    /// <inheritdoc/>
    public override bool OutputMayChange => true;

    /// <summary>The kernel.</summary>
    internal Tensor Weight { get; }

    /// <summary>The bias [outputs]; null for none.</summary>
    internal Tensor? Bias { get; }
}
