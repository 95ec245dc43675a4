using static TorchSharp.torch;

namespace Gans.Models.Mtcnn;

/// <summary>What one network of the cascade says of each window; P-Net's tensors have two more axes, one entry a position of the window.</summary>
/// <param name="Logits">[N, 2, ...]: no face, face; no softmax.</param>
/// <param name="Boxes">[N, 4, ...]: how far the face's left, top, right and bottom edge lie from the window's, in parts of its width or height.</param>
/// <param name="Landmarks">
/// [N, 10], O-Net only: x of left eye, right eye, nose, left and right corner of the mouth, then y of the five, in parts of the window from its top left; left
/// is left in the image.
/// </param>
public sealed record MtcnnOutput(Tensor Logits, Tensor Boxes, Tensor? Landmarks = null);
