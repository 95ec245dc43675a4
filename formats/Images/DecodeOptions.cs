namespace Gans.Formats;

/// <summary>How image files become images.</summary>
public sealed record DecodeOptions
{
    /// <summary>The most pixels, height times width, that an image may have; guards memory against files that claim huge sizes. 1 or more.</summary>
    public long MaximumPixels { get; init; } = 100_000_000;

    /// <summary>The grey, 0 to 255, that shows through where an image is transparent.</summary>
    public byte Background { get; init; } = 255;
}
