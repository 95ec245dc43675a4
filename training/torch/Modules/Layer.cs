namespace Gans.Torch;

/// <summary>A module from one tensor to one tensor.</summary>
public abstract class Layer : Module
{
    /// <summary>Whether the output is the layer's own and its gradient does not need its values, so that the next layer may change it in place.</summary>
    public virtual bool OutputMayChange => false;

    /// <summary>Runs the layer.</summary>
    /// <param name="x">The input; the layer says its shape.</param>
    /// <param name="mode">Train or inference, for this pass alone.</param>
    /// <returns>The output, owned by the current <see cref="TensorScope"/>, else by the caller.</returns>
    public abstract Tensor Forward(Tensor x, Mode mode);
}

/// <summary>A layer that can put its output in the place of its input, which saves the time of touching fresh memory.</summary>
public interface IInPlaceLayer
{
    /// <summary>Runs the layer on a tensor that nobody needs afterwards.</summary>
    /// <param name="x">The input, which becomes the output.</param>
    void ForwardInPlace(Tensor x);
}
