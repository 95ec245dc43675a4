using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>The one pair of functions between bytes of images and what networks compute with.</summary>
/// <remarks>Chapter 5 of Brownlee, hack 7, in the range [-1, 1]: (x - 127.5) / 127.5. A byte comes back as it was.</remarks>
internal static class Pixels
{
    private const double White = 255;

    /// <summary>Bytes to values: UInt8 [N, H, W, C] to Float32 [N, C, H, W].</summary>
    /// <param name="pixels">The bytes.</param>
    /// <param name="range">The values of black and of white.</param>
    public static Tensor ToImages(Tensor pixels, PixelRange range)
    {
        using var scope = NewDisposeScope();
        var scale = White / (range.Max - range.Min);
        return pixels.permute(0, 3, 1, 2).to(ScalarType.Float32).Plus(range.Min * scale).Over(scale).MoveToOuterDisposeScope();
    }

    /// <summary>Values to bytes: Float32 [N, C, H, W] to UInt8 [N, H, W, C], rounded to the nearest; what lies outside the range goes to its end.</summary>
    /// <param name="images">The values.</param>
    /// <param name="range">The values of black and of white.</param>
    public static Tensor FromImages(Tensor images, PixelRange range)
    {
        using var scope = NewDisposeScope();
        var values = images.Minus(range.Min).Times(White / (range.Max - range.Min)).round().clamp(Held.Number(0), Held.Number(255));
        return values.to(ScalarType.Byte).permute(0, 2, 3, 1).contiguous().MoveToOuterDisposeScope();
    }
}
