namespace Gans.Torch;

/// <summary>A module from one tensor to one tensor.</summary>
public abstract class Layer : Module
{
    /// <summary>Runs the layer.</summary>
    /// <param name="x">The input; the layer says its shape.</param>
    /// <param name="mode">Train or inference, for this pass alone.</param>
    /// <returns>The output, owned by the current <see cref="TensorScope"/>, else by the caller.</returns>
    public abstract Tensor Forward(Tensor x, Mode mode);
}
