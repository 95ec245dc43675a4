using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>The images of one step of a translation, which all of its updates share.</summary>
/// <param name="DomainA">Real images of the first domain: the sources, where there are pairs. [N, C, H, W].</param>
/// <param name="DomainB">Real images of the second domain: the targets, where there are pairs.</param>
/// <param name="FakeA">Images of the first domain that were made of the second one's, as its discriminator is shown them; null where nobody makes such.</param>
/// <param name="FakeB">Images of the second domain that were made of the first one's, as its discriminator is shown them.</param>
internal sealed record TranslationRound(Tensor DomainA, Tensor DomainB, Tensor? FakeA, Tensor FakeB);
