using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>[N, ...] to [N, product of the rest], in the order C, H, W.</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Flatten();
    }
}
