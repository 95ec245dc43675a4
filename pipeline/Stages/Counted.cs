using System.Globalization;

namespace Gans.Pipeline.Stages;

/// <summary>Numbers of things, in words.</summary>
internal static class Counted
{
    /// <summary>A number and what is counted: <c>1 image</c>, <c>1,200 images</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for several; null: that for one with an s.</param>
    public static string Of(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {(number == 1 ? one : many ?? one + "s")}");

    /// <summary>A number of bytes for people: <c>0 bytes</c>, <c>12 kB</c>, <c>3.4 MB</c>, <c>12 MB</c>.</summary>
    /// <param name="number">How many.</param>
    public static string Bytes(long number) => number switch
    {
        < 1000 => Of(number, "byte"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:0} kB"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.0} MB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number / 1e9:0.0} GB"),
    };
}
