using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>x where positive, else slope * x. Any shape.</summary>
/// <param name="slope">The slope of the negative side, fixed; 0.2 in most GANs.</param>
public sealed class LeakyRelu(double slope) : Layer, IInPlaceLayer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.LeakyRelu(slope);
    }

    /// <inheritdoc/>
    public void ForwardInPlace(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        x.LeakyReluInPlace(slope);
    }
}
