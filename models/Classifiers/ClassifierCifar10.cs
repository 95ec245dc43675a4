namespace Gans.Models.Classifiers;

/// <summary>The judge of small photographs.</summary>
internal sealed class ClassifierCifar10 : ClassifierModel
{
    /// <inheritdoc/>
    public override string Name => "classifier-cifar10";

    /// <inheritdoc/>
    public override string Description => "Small convolutional classifier that judges small photographs, made for CIFAR-10";

    /// <inheritdoc/>
    public override DataShape TypicalData => new(3, 32, 32, 10);
}
