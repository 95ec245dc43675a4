namespace Gans.Inference.Faces;

/// <summary>A window that may hold a face, as one of the networks judged it.</summary>
/// <param name="Box">The window. As in the reference, pixels are counted from 1 and the last one belongs to the box.</param>
/// <param name="Confidence">Probability of a face.</param>
/// <param name="Offsets">Where the face's edges lie, in parts of the window's size from its own edges.</param>
internal readonly record struct Candidate(FaceBox Box, float Confidence, FaceBox Offsets) : IScoredBox;
