namespace Gans.Training.Loop;

/// <summary>A part of a training whose steps are alike.</summary>
/// <param name="Steps">Generator updates, 1 or more.</param>
/// <param name="StepsPerEpoch">
/// Generator updates of an epoch: images / batch size, rounded down, as the sources count, whatever the discriminator sees in it.
/// </param>
/// <param name="ImagesPerStep">Real images that a step shows.</param>
internal readonly record struct TrainingPart(long Steps, long StepsPerEpoch, int ImagesPerStep)
{
    /// <summary>The share of their step sizes that optimizers take.</summary>
    public double RateShare { get; init; } = 1;

    /// <summary>What a step counts for in the running mean of weights: less than 1 where that counts images and the batch is smaller.</summary>
    public double AveragingShare { get; init; } = 1;

    /// <summary>Its epochs, the last of which may be shorter.</summary>
    public long Epochs => (Steps + StepsPerEpoch - 1) / StepsPerEpoch;
}
