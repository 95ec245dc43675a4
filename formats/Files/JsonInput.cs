using System.Text.Json;

namespace Gans.Formats;

/// <summary>Reads JSON that may be damaged: whatever is wrong with it becomes one kind of error, in one line.</summary>
public static class JsonInput
{
    private const int LongestReason = 200;

    /// <summary>Makes a value of JSON.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="subject">What is done with which file, such as <c>Reading run.json</c>.</param>
    /// <param name="remedy">What to do about a damaged one, a sentence.</param>
    /// <param name="read">Parses and checks; may throw whatever <see cref="IsDamage"/> knows.</param>
    /// <exception cref="InvalidInputException">It is damaged, or <paramref name="read"/> says what else is wrong.</exception>
    public static T Read<T>(string subject, string remedy, Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read();
        }
        catch (Exception e) when (IsDamage(e))
        {
            var reason = e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
            throw new InvalidInputException(
                $"{subject}: found damaged JSON ({(reason.Length > LongestReason ? reason[..LongestReason] + "..." : reason)}), needed it whole. {remedy}", e);
        }
    }

    /// <summary>Whether an exception says that JSON is damaged, or holds something else: what parsing, looking up and converting throw.</summary>
    /// <param name="exception">The exception.</param>
    public static bool IsDamage(Exception exception) =>
        exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or OverflowException
            or NotSupportedException;

    /// <summary>Says that a value is not what it must be, inside <see cref="Read"/>.</summary>
    /// <param name="holds">Whether it is.</param>
    /// <param name="name">Its name in the file.</param>
    /// <param name="needed">What it must be.</param>
    /// <exception cref="FormatException">It is not.</exception>
    public static void Require(bool holds, string name, string needed)
    {
        if (!holds)
        {
            throw new FormatException($"{name} is not {needed}");
        }
    }
}
