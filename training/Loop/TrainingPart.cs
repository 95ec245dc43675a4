namespace Gans.Training.Loop;

/// <summary>A part of a training whose steps are alike.</summary>
/// <param name="Steps">Generator updates, 1 or more.</param>
/// <param name="ImagesPerStep">Real images that each of them shows.</param>
internal readonly record struct TrainingPart(long Steps, int ImagesPerStep);
