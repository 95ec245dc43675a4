using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>The mean of each window: [N, C, H, W] to [N, C, (H - kernel) / stride + 1, ...], rounded down (Keras' 'valid').</summary>
/// <param name="kernel">Rows and columns of the window.</param>
/// <param name="stride">Step between windows; the kernel by default.</param>
public sealed class AveragePool2d(long kernel = 2, long? stride = null) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.AveragePool2d(kernel, stride ?? kernel);
    }
}
