using Gans.Onnx;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Divides a weight by its greatest singular value: [outputs, ...] to the same shape.</summary>
/// <remarks>
/// Miyato et al., Spectral Normalization for Generative Adversarial Networks, 2018 (arXiv:1802.05957), algorithm 1. With W [outputs, the rest] and the kept
/// vector u: v = W'u / |W'u|, then Wv / |Wv| is the next u, and |Wv| the singular value. The gradient takes both vectors for constants.
/// The vector moves once in each pass that trains the weight: in training mode, with gradients, and not under <see cref="NetworkState.Frozen"/>. Neither
/// the other player's updates nor samples change anything here. It is a buffer, so checkpoints keep it, and averaged weights go with the last one.
/// </remarks>
internal sealed class SpectralNorm : nn.Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-12;

    [ComponentName(Name = "u")]
    private readonly Tensor u;

    /// <summary>Creates it, with a vector of a random direction from the CPU's generator.</summary>
    /// <param name="outputs">First size of the weight.</param>
    internal SpectralNorm(long outputs)
        : base(nameof(SpectralNorm))
    {
        using var scope = NewDisposeScope();
        u = Unit(randn(outputs)).DetachFromDisposeScope();
        register_buffer("u", u);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor weight)
    {
        using var scope = NewDisposeScope();
        var rows = weight.reshape(weight.shape[0], -1);
        var (left, right) = Directions(rows.detach(), moves: training && weight.requires_grad && is_grad_enabled());
        return weight.div(left.dot(rows.mv(right))).MoveToOuterDisposeScope();
    }

    /// <summary>The weight divided, as the file holds it: a constant.</summary>
    /// <param name="weight">The weight.</param>
    internal Tensor Fold(Tensor weight)
    {
        using var plain = no_grad();
        return call(weight);
    }

    private static Tensor Unit(Tensor vector) => vector.div(vector.norm().clamp_min(Held.Number(Epsilon)));

    private (Tensor Left, Tensor Right) Directions(Tensor rows, bool moves)
    {
        using var plain = no_grad();
        var right = Unit(rows.transpose(0, 1).mv(u));
        var left = Unit(rows.mv(right));
        if (moves)
        {
            u.copy_(left);
        }

        return (left, right);
    }
}
