using Gans.Formats;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Image = SixLabors.ImageSharp.Image;

namespace Gans.Apps.Tests.Snippets;

/// <summary>Pictures of ImageSharp.</summary>
internal static class WithImageSharp
{
    internal static void Save(ImageBatch images, Stream stream)
    {
        using Image picture = images.Channels == 1
            ? Image.LoadPixelData<L8>(images[0], images.Width, images.Height)
            : Image.LoadPixelData<Rgb24>(images[0], images.Width, images.Height);
        picture.SaveAsPng(stream);
    }
}
