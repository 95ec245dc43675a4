namespace Gans.Formats;

/// <summary>Resizes images.</summary>
public static class ImageResizing
{
    /// <summary>The image in another size, without regard to its proportions.</summary>
    /// <param name="image">The image; not changed.</param>
    /// <param name="height">Pixels, 1 or more.</param>
    /// <param name="width">Pixels, 1 or more.</param>
    /// <param name="filter">The kernel; its doc says what is computed.</param>
    /// <param name="antialias">Whether the kernel is stretched where a size shrinks.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or the image would reach 2 GiB.</exception>
    public static Image Resize(this Image image, int height, int width, ResizeFilter filter, bool antialias = true)
    {
        ArgumentNullException.ThrowIfNull(image);
        var resized = new Image(height, width, image.Channels);
        new Resampler(image.Height, image.Width, height, width, image.Channels, filter, antialias).Resample(image.Pixels, resized.Pixels);
        return resized;
    }
}
