namespace Gans.Inference.Faces;

/// <summary>A point in pixels of an image: origin at the centre of the top left pixel, x to the right, y down.</summary>
/// <param name="X">Pixels from the left.</param>
/// <param name="Y">Pixels from the top.</param>
public readonly record struct FacePoint(float X, float Y);
