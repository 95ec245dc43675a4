namespace Gans.Models.Classifiers;

/// <summary>The judge of handwritten digits.</summary>
internal sealed class ClassifierMnist : ClassifierModel
{
    /// <inheritdoc/>
    public override string Name => "classifier-mnist";

    /// <inheritdoc/>
    public override string Description => "Small convolutional classifier that judges digits, made for MNIST";
}
