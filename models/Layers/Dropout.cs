using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>Zeroes elements at random while training and scales the others by 1 / (1 - rate); does nothing in inference. Any shape.</summary>
/// <remarks>Srivastava et al., Dropout, 2014. Element by element, not by channel.</remarks>
public sealed class Dropout : Layer
{
    private readonly double rate;

    /// <summary>Creates the layer.</summary>
    /// <param name="rate">Share of elements dropped, in [0, 1).</param>
    public Dropout(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        this.rate = rate;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return mode == Mode.Train && rate > 0 ? x.Dropout(rate) : x;
    }
}
