namespace Gans.Formats;

/// <summary>How image files become images.</summary>
public sealed record DecodeOptions
{
    /// <summary>The most pixels, height times width, that an image may have; guards memory against files that claim huge sizes. 1 or more.</summary>
    public long MaximumPixels { get; init; } = 100_000_000;

    /// <summary>
    /// The most memory that decoding may take, in bytes; <see cref="ImageCodec.MemoryFor"/> tells what a file needs. Most need a byte a pixel and channel,
    /// whatever their depth; interlaced PNG, progressive JPEG and WebP need their own form of all pixels besides. 1 or more.
    /// </summary>
    public long MaximumMemory { get; init; } = 768L << 20;

    /// <summary>
    /// Height and width that the image is resized to afterwards; null if it is not. A JPEG file of four times that or more is decoded at a half, a quarter or
    /// an eighth of its size by the format's own transform, which is several times faster, and leaves it twice that or larger. Other files are decoded whole.
    /// </summary>
    public int? TargetSize { get; init; }

    /// <summary>The grey, 0 to 255, that shows through where an image is transparent.</summary>
    public byte Background { get; init; } = 255;

    /// <summary>How many times smaller a JPEG of a size is decoded: 1, 2, 4 or 8.</summary>
    internal int ShrinkOf(int height, int width) => (Math.Min(height, width) / TargetSize) switch
    {
        null or < 4 => 1,
        < 8 => 2,
        < 16 => 4,
        _ => 8,
    };
}
