using Gans.Torch;

namespace Gans.Models.Classifiers;

/// <summary>Tells the class of images; a judge of conditional samples, and an extractor of features.</summary>
/// <param name="classCount">Number of classes.</param>
/// <param name="featureSize">Number of features.</param>
public abstract class Classifier(int classCount, int featureSize) : Module
{
    /// <summary>Number of classes.</summary>
    public int ClassCount { get; } = classCount;

    /// <summary>Number of features.</summary>
    public int FeatureSize { get; } = featureSize;

    /// <summary>Judges images.</summary>
    /// <param name="images">[N, C, H, W] in [-1, 1].</param>
    /// <param name="mode">Train or inference, for this pass alone.</param>
    public abstract ClassifierOutput Forward(Tensor images, Mode mode);
}
