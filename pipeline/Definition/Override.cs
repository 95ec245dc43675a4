using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>
/// A value in place of the one that a stage or param of the file has: <c>--set train.epochs=5</c>, <c>--set seed=2</c>, or a line of a budget.
/// </summary>
/// <param name="Stage">The stage whose option is set; null: a param of the pipeline.</param>
/// <param name="Name">The option or param.</param>
/// <param name="Text">Its value.</param>
/// <param name="Location">Where it was written, for error messages.</param>
internal sealed record Override(string? Stage, string Name, string Text, SourceLocation Location)
{
    /// <summary>Reads the text after <c>--set</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidInputException">It is not <c>stage.option=value</c> or <c>param=value</c>.</exception>
    public static Override Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (target, value) = equals < 0 ? ("", "") : (text[..equals].Trim(), text[(equals + 1)..].Trim());
        var location = new SourceLocation($"--set {target}={value}");
        return From(target, value, location)
            ?? throw new InvalidInputException($"--set {text}: needed stage.option=value or param=value, such as --set train.epochs=5.");
    }

    /// <summary>Reads a line of a budget.</summary>
    /// <param name="key"><c>stage.option</c> or <c>param</c>.</param>
    /// <param name="value">The value.</param>
    internal static Override From(YamlScalar key, YamlScalar value) => From(key.Text, value.Text, value.Location)
        ?? throw key.Location.Error($"found '{key.Text}', needed stage.option or a param, such as train.epochs.");

    /// <summary>The value as the file could have said it.</summary>
    internal YamlScalar ToScalar() => new(Location, Text, IsPlain: true);

    private static Override? From(string target, string value, SourceLocation location)
    {
        var dot = target.IndexOf('.', StringComparison.Ordinal);
        return target.Length == 0 || dot == 0 || dot == target.Length - 1
            ? null
            : dot < 0 ? new Override(null, target, value, location) : new Override(target[..dot], target[(dot + 1)..], value, location);
    }
}
