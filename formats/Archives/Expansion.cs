namespace Gans.Formats;

/// <summary>How much compressed data may expand to: deflate alone allows a thousand times, which no data set needs and a few megabytes could ask for.</summary>
public static class Expansion
{
    private const int MostTimes = 200;
    private const long Always = 16L << 20;   // small files of one value

    /// <summary>The most bytes that come out of so many.</summary>
    /// <param name="compressed">Bytes of the file, or of the part of it.</param>
    public static long Most(long compressed) => Always + (long)Int128.Min(long.MaxValue - Always, (Int128)MostTimes * compressed);
}
