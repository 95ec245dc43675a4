using static TorchSharp.torch;

namespace Gans.Models.Classifiers;

/// <summary>What a classifier says of images.</summary>
/// <param name="Features">What the last layer decides by, [N, features].</param>
/// <param name="Logits">[N, classes]; no softmax.</param>
public sealed record ClassifierOutput(Tensor Features, Tensor Logits);
