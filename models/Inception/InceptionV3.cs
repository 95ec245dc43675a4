using Gans.Models.Classifiers;
using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Inception;

/// <summary>
/// Inception v3: images [N, 3, 299, 299] in [-1, 1] to 2,048 features and the logits of its classes. 23,851,784 parameters with Keras' 1,000 classes.
/// </summary>
/// <remarks>
/// Szegedy et al., Rethinking the Inception Architecture for Computer Vision, 2015 (arXiv:1512.00567), as Keras builds it in keras-applications.
/// A convolution has no bias and its batch normalisation no scale. No auxiliary head.
/// </remarks>
public sealed class InceptionV3 : Classifier
{
    /// <summary>Rows and columns of the images.</summary>
    public const int ImageSize = 299;

    /// <summary>Number of features.</summary>
    public const int Features = 2048;

    private readonly Module<Tensor, Tensor> head;

    /// <summary>Creates the network.</summary>
    /// <param name="variant">Whose pools.</param>
    /// <param name="head">Widths of the layers on top of the features, with ReLU between them; the last is the number of classes: 1,000 in Keras, 1,008 in
    /// FID's.</param>
    public InceptionV3(InceptionVariant variant = InceptionVariant.Keras, params IReadOnlyList<int> head)
        : base(
            nameof(InceptionV3),
            head is { Count: > 0 } ? head[^1] : throw new ArgumentException("An Inception v3 needs one layer or more on top of its features.", nameof(head)),
            Features)
    {
        Body = InceptionBody.Create(variant);
        register_module("body", Body);
        this.head = Head(head);
        register_module("head", this.head);
    }

    /// <summary>The network without its top: images to features [N, 2048]. 21,802,784 parameters.</summary>
    public Sequential Body { get; }

    /// <inheritdoc/>
    public override ClassifierOutput forward(Tensor images)
    {
        var features = Body.call(images);
        return new ClassifierOutput(features, head.call(features));
    }

    private static Sequential Head(IReadOnlyList<int> widths)
    {
        var head = new Sequential();
        var inputs = Features;
        for (var i = 0; i < widths.Count; i++)
        {
            var dense = Dense(inputs, widths[i]);
            head.Add($"dense{i + 1}", i + 1 < widths.Count ? [dense, ReLU()] : [dense]);
            inputs = widths[i];
        }

        return head;
    }
}
