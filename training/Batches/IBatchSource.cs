namespace Gans.Training.Batches;

/// <summary>Gives real images to train on.</summary>
public interface IBatchSource
{
    /// <summary>Number of different images.</summary>
    long Count { get; }

    /// <summary>Draws images.</summary>
    /// <param name="count">How many.</param>
    /// <returns>A batch owned by the current scope, on the training's device.</returns>
    Batch Next(int count);
}
