using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>Fully connected layer, Keras' Dense: x W' + b, [..., inputs] to [..., outputs].</summary>
/// <param name="inputs">Size of the innermost axis in.</param>
/// <param name="outputs">Size of the innermost axis out.</param>
/// <param name="weights">First weights; Glorot uniform by default.</param>
/// <param name="bias">Whether each output has a bias.</param>
public sealed class Linear(long inputs, long outputs, Initializer? weights = null, bool bias = true)
    : KernelLayer((weights ?? Initializer.GlorotUniform).Create(inputs, outputs, outputs, inputs), outputs, bias)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Linear(Weight, Bias);
    }
}
