using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>1 / (1 + e^-x): into (0, 1). Any shape.</summary>
public sealed class Sigmoid : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Sigmoid();
    }
}
