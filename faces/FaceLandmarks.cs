namespace Gans.Inference.Faces;

/// <summary>Five points of a face, in pixels of the image. Left and right are those of the image, not of the person.</summary>
/// <param name="LeftEye">Centre of the eye on the left.</param>
/// <param name="RightEye">Centre of the eye on the right.</param>
/// <param name="Nose">Tip of the nose.</param>
/// <param name="MouthLeft">Left corner of the mouth.</param>
/// <param name="MouthRight">Right corner of the mouth.</param>
public readonly record struct FaceLandmarks(FacePoint LeftEye, FacePoint RightEye, FacePoint Nose, FacePoint MouthLeft, FacePoint MouthRight);
