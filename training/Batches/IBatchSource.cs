namespace Gans.Training.Batches;

/// <summary>Gives real samples to train on: images, or vectors.</summary>
internal interface IBatchSource
{
    /// <summary>Number of different samples, or of those that make an epoch where there is no end of them.</summary>
    long Count { get; }

    /// <summary>Draws samples.</summary>
    /// <param name="count">How many.</param>
    /// <returns>A batch owned by the current scope, on the training's device.</returns>
    Batch Next(int count);

    /// <summary>Draws a few images of each class, with replacement, and gives a source of these alone.</summary>
    /// <param name="perClass">Images of each class.</param>
    IBatchSource PickLabelled(int perClass);
}
