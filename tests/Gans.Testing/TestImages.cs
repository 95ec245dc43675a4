using Gans.Formats;

namespace Gans.Testing;

/// <summary>Pictures for tests.</summary>
internal static class TestImages
{
    internal static Image Noise(int height, int width, int channels, int seed)
    {
        var image = new Image(height, width, channels);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
