using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>The hyperbolic tangent: into (-1, 1), the range of images. Any shape.</summary>
public sealed class Tanh : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Tanh();
    }
}
