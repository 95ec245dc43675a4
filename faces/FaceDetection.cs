namespace Gans.Inference.Faces;

/// <summary>One face in an image.</summary>
/// <param name="Box">Around the face, from chin to forehead; not squared, not padded, and perhaps beyond the image.</param>
/// <param name="Confidence">Probability that it is a face, by the last network: 0 to 1.</param>
/// <param name="Landmarks">Eyes, nose and mouth.</param>
public readonly record struct FaceDetection(FaceBox Box, float Confidence, FaceLandmarks Landmarks) : IScoredBox;
