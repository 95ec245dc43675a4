using System.Text.Json;

namespace Gans.Pipeline.Planning;

/// <summary>Tells what JSON of another shape than was written makes its reader throw.</summary>
internal static class DamagedFile
{
    /// <summary>Whether an exception means that a JSON text is damaged, or is another than was looked for.</summary>
    /// <param name="failure">What reading it threw.</param>
    public static bool Means(Exception failure) =>
        failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException;
}
