using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Losses;

/// <summary>An autoencoder draws real images well and generated ones badly; the generator makes such as it draws well.</summary>
/// <remarks>
/// Berthelot et al., BEGAN, 2017 (arXiv:1703.10717), section 3.3. Outputs are the errors L(v) of an autoencoder, 0 or more. They have no zero between real and
/// generated, and no value of a blind discriminator: where the two players are in balance, L(G(z)) is the diversity ratio times L(x).
/// </remarks>
/// <param name="balance">The weight k of generated images, from 0 to 1; null for none.</param>
internal sealed class BoundaryEquilibriumLoss(Tensor? balance) : AdversarialLoss
{
    /// <summary>None: an error alone says nothing.</summary>
    public override double? Threshold => null;

    /// <summary>E[y L] - k E[(1 - y) L]: L(x) on real images, -k L(G(z)) on generated ones.</summary>
    /// <inheritdoc/>
    public override Tensor Discriminator(Tensor outputs, Tensor targets)
    {
        var real = (targets * outputs).mean();
        return balance is null ? real : real - (balance[0] * (targets.From(1) * outputs).mean());
    }

    /// <summary>E[L(G(z))].</summary>
    /// <inheritdoc/>
    public override Tensor Generator(Tensor outputs) => outputs.mean();
}
