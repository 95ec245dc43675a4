using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>x where positive, else alpha * x, with a learnt slope a channel: [N, channels, ...] in and out.</summary>
/// <remarks>He et al., Delving Deep into Rectifiers, 2015 (arXiv:1502.01852), section 2.1. Slopes start at 0.25 and are shared over height and width.</remarks>
public sealed class PRelu : Layer
{
    private const double FirstSlope = 0.25;

    private readonly Tensor alpha;

    /// <summary>Creates the layer.</summary>
    /// <param name="channels">Size of axis 1.</param>
    public PRelu(long channels) => alpha = AddParameter("alpha", Tensor.Full([channels], FirstSlope));

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.PRelu(alpha);
    }
}
