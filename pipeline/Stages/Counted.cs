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
}
