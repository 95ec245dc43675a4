using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>max(x, 0). Any shape.</summary>
public sealed class Relu : Layer, IInPlaceLayer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Relu();
    }

    /// <inheritdoc/>
    public void ForwardInPlace(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        x.ReluInPlace();
    }
}
