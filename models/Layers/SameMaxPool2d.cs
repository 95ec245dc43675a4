using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>The greatest value of each window, one at every pixel: [N, C, H, W] to the same shape (Keras' 'same' with stride 1).</summary>
/// <param name="kernel">Rows and columns of the window; odd.</param>
public sealed class SameMaxPool2d(long kernel) : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.MaxPool2d(kernel, stride: 1, padding: kernel / 2);
    }
}
