using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>The greatest value of each window: [N, C, H, W] to [N, C, (H - kernel) / stride + 1, ...], rounded down (Keras' 'valid') or up.</summary>
/// <param name="kernel">Rows and columns of the window.</param>
/// <param name="stride">Step between windows; the kernel by default.</param>
/// <param name="roundUp">
/// Whether rows and columns that are left over at the end make smaller windows. That is Keras' 'same' for a 2x2 window of stride 2, and for a 3x3 one where the size is even.
/// </param>
public sealed class MaxPool2d(long kernel = 2, long? stride = null, bool roundUp = false) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.MaxPool2d(kernel, stride ?? kernel, roundUp: roundUp);
    }
}
