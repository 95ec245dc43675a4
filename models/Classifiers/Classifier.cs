using static TorchSharp.torch;

namespace Gans.Models.Classifiers;

/// <summary>
/// Tells the class of images; a judge of conditional samples, and an extractor of features. Images [N, C, H, W] in [-1, 1] to a <see cref="ClassifierOutput"/>.
/// </summary>
/// <param name="name">Its kind.</param>
/// <param name="classCount">Number of classes.</param>
/// <param name="featureSize">Number of features.</param>
public abstract class Classifier(string name, int classCount, int featureSize) : nn.Module<Tensor, ClassifierOutput>(name)
{
    /// <summary>Number of classes.</summary>
    public int ClassCount { get; } = classCount;

    /// <summary>Number of features.</summary>
    public int FeatureSize { get; } = featureSize;
}
