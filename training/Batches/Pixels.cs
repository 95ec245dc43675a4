using Gans.Torch;

namespace Gans.Training.Batches;

/// <summary>The one pair of functions between bytes of images and what networks compute with.</summary>
/// <remarks>Spec 01, H7: (x - 127.5) / 127.5. A byte comes back as it was.</remarks>
public static class Pixels
{
    private const double Half = 127.5;

    /// <summary>Bytes to values: UInt8 [N, H, W, C] to Float32 [N, C, H, W] in [-1, 1].</summary>
    /// <param name="pixels">The bytes.</param>
    public static Tensor ToImages(Tensor pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        using var scope = new TensorScope();
        return scope.Keep((pixels.Permute(0, 3, 1, 2).To(DType.Float32) - Half) / Half);
    }

    /// <summary>Values to bytes: Float32 [N, C, H, W] to UInt8 [N, H, W, C], rounded to the nearest; what lies outside [-1, 1] goes to its end.</summary>
    /// <param name="images">The values.</param>
    public static Tensor FromImages(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = new TensorScope();
        return scope.Keep(((images + 1) * Half).Round().Clamp(0, 255).To(DType.UInt8).Permute(0, 2, 3, 1).Contiguous());
    }
}
