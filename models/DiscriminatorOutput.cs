using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>What a discriminator says of images.</summary>
/// <param name="Logits">[N, 1]: above 0 for real. No sigmoid; a critic's are its scores.</param>
/// <param name="ClassLogits">[N, classes], where the discriminator guesses the class.</param>
/// <param name="CodeLogits">[N, code outputs], where it guesses the generator's control codes.</param>
public sealed record DiscriminatorOutput(Tensor Logits, Tensor? ClassLogits = null, Tensor? CodeLogits = null);
