namespace Gans.Training.Losses;

/// <summary>A loss' values where the discriminator cannot tell real from generated images: the scale by which losses of a training are judged.</summary>
/// <param name="Discriminator">The discriminator's on either kind of images, above 0; it falls to 0 where it tells all.</param>
/// <param name="Generator">The generator's, above 0, which falls where it wins; null where its loss has no scale, as a mean score has none.</param>
internal sealed record BlindLoss(double Discriminator, double? Generator)
{
    /// <summary>Binary cross-entropy, both sides.</summary>
    internal static BlindLoss CrossEntropy { get; } = new(Math.Log(2), Math.Log(2));
}
