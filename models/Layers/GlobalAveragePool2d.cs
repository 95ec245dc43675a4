using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>The mean of each channel: [N, C, H, W] to [N, C].</summary>
public sealed class GlobalAveragePool2d : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Mean([2, 3]);
    }
}
