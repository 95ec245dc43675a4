using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Classifiers;

/// <summary>
/// A small convolutional classifier for small images, such as MNIST's and Fashion-MNIST's. 422,026 parameters for 28x28 grey, 10 classes and width 32.
/// </summary>
/// <remarks>
/// Shapes in the comments are for those. The features are four times as many as the width. They leak below zero, so that none dies: dead features would make
/// their covariance singular.
/// </remarks>
internal sealed class SmallClassifier : Classifier
{
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor> head;

    /// <summary>Creates the classifier.</summary>
    /// <param name="settings">Width and dropout: the discriminator's.</param>
    /// <param name="data">Shape of the images, 4x4 pixels or more, and number of classes.</param>
    public SmallClassifier(GanSettings settings, DataShape data)
        : base(
            nameof(SmallClassifier),
            (data ?? throw new ArgumentNullException(nameof(data))).ClassCount,
            4 * (settings ?? throw new ArgumentNullException(nameof(settings))).DiscriminatorWidth)
    {
        var width = settings.DiscriminatorWidth;
        body = new Sequential
        {
            { "conv28", new SameConv2d(data.Channels, width, kernel: 3), new BatchNorm(width), ReLU(), MaxPool2d(2) },   // [N, 32, 14, 14]
            { "conv14", new SameConv2d(width, 2 * width, kernel: 3), new BatchNorm(2 * width), ReLU(), MaxPool2d(2) },   // [N, 64, 7, 7]
            { "flatten", Flatten(), Dropout(settings.DropoutRate) },                                                     // [N, 3136]
            { "features", Dense(2 * width * (data.Height / 4) * (data.Width / 4), FeatureSize), LeakyReLU(0.2) },        // [N, 128]
        };
        register_module("body", body);
        head = Dense(FeatureSize, ClassCount);                                                                           // [N, 10]
        register_module("head", head);
    }

    /// <inheritdoc/>
    public override ClassifierOutput forward(Tensor images)
    {
        var features = body.call(images);
        return new ClassifierOutput(features, head.call(features));
    }
}
