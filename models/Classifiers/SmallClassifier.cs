using Gans.Models.Layers;
using Gans.Torch;

namespace Gans.Models.Classifiers;

/// <summary>A small convolutional classifier for small images, such as MNIST's and Fashion-MNIST's. 422,026 parameters for 28x28 grey, 10 classes and width 32.</summary>
/// <remarks>
/// Shapes in the comments are for those. The features are four times as many as the width. They leak below zero, so that none dies: dead features would make
/// their covariance singular.
/// </remarks>
public sealed class SmallClassifier : Classifier
{
    private readonly Layer body;
    private readonly Layer head;

    /// <summary>Creates the classifier.</summary>
    /// <param name="settings">Width and dropout: the discriminator's.</param>
    /// <param name="data">Shape of the images, 4x4 pixels or more, and number of classes.</param>
    public SmallClassifier(GanSettings settings, DataShape data)
        : base((data ?? throw new ArgumentNullException(nameof(data))).ClassCount, 4 * (settings ?? throw new ArgumentNullException(nameof(settings))).DiscriminatorWidth)
    {
        var width = settings.DiscriminatorWidth;
        body = AddChild("body", new Sequential
        {
            { "conv28", new SameConv2d(data.Channels, width, kernel: 3), new BatchNorm(width), new Relu(), new MaxPool2d() },              // [N, 32, 14, 14]
            { "conv14", new SameConv2d(width, 2 * width, kernel: 3), new BatchNorm(2 * width), new Relu(), new MaxPool2d() },              // [N, 64, 7, 7]
            { "flatten", new Flatten(), new Dropout(settings.DropoutRate) },                                                               // [N, 3136]
            { "features", new Linear(2 * width * (data.Height / 4) * (data.Width / 4), FeatureSize), new LeakyRelu(0.2) },                 // [N, 128]
        });
        head = AddChild("head", new Linear(FeatureSize, ClassCount));                                                                      // [N, 10]
    }

    /// <inheritdoc/>
    public override ClassifierOutput Forward(Tensor images, Mode mode)
    {
        using var scope = new TensorScope();
        var features = Run(body, images, mode);
        return new ClassifierOutput(scope.Keep(features), scope.Keep(Run(head, features, mode)));
    }
}
