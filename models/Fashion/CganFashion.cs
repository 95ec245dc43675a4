namespace Gans.Models.Fashion;

/// <summary>The conditional DCGAN: both players are told the class, as one more feature map.</summary>
/// <remarks>
/// Spec 04, S2, after Mirza and Osindero, Conditional Generative Adversarial Nets, 2014 (arXiv:1411.1784). Each player learns a class embedding of its own.
/// Settings are those of <see cref="DcganFashion"/>.
/// </remarks>
public sealed class CganFashion : GanModel
{
    /// <inheritdoc/>
    public override string Name => "cgan-fashion";

    /// <inheritdoc/>
    public override string Description => "Conditional DCGAN that is told the class, made for Fashion-MNIST";

    /// <inheritdoc/>
    public override GanSettings Settings => new();

    /// <inheritdoc/>
    public override bool IsConditional => true;

    /// <inheritdoc/>
    public override string? Reject(DataShape data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.ClassCount == 0 ? "found images without labels, needed a class for each" : FashionShape.Reject(data);
    }

    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) => new CganFashionGenerator(settings, data);

    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data) => new CganFashionDiscriminator(settings, data);
}
