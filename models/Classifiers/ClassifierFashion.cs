namespace Gans.Models.Classifiers;

/// <summary>The judge of clothes.</summary>
internal sealed class ClassifierFashion : ClassifierModel
{
    /// <inheritdoc/>
    public override string Name => "classifier-fashion";

    /// <inheritdoc/>
    public override string Description => "Small convolutional classifier that judges clothes, made for Fashion-MNIST";
}
