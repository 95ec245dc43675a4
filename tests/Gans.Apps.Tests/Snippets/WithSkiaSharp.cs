using Gans.Formats;
using SkiaSharp;

namespace Gans.Apps.Tests.Snippets;

/// <summary>Pictures of SkiaSharp.</summary>
internal static class WithSkiaSharp
{
    internal static SKImage ToSkia(ImageBatch images, int index)
    {
        var grey = images.Channels == 1;
        var info = new SKImageInfo(images.Width, images.Height, grey ? SKColorType.Gray8 : SKColorType.Rgb888x, SKAlphaType.Opaque);
        var pixels = new byte[info.BytesSize];                  // RGB takes four bytes a pixel
        for (var i = 0; i < images.Width * images.Height; i++)
        {
            images[index].Slice(i * images.Channels, images.Channels).CopyTo(pixels.AsSpan(i * info.BytesPerPixel));
        }

        return SKImage.FromPixelCopy(info, pixels);
    }
}
