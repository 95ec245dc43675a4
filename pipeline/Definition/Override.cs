using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>A value given on the command line in place of the file's: <c>--set train.epochs=5</c> or <c>--set seed=2</c>.</summary>
/// <param name="Stage">The stage whose option is set; null: a param of the pipeline.</param>
/// <param name="Name">The option or param.</param>
/// <param name="Text">Its value.</param>
public sealed record Override(string? Stage, string Name, string Text)
{
    /// <summary>Where it was written, for error messages.</summary>
    public SourceLocation Location => new($"--set {(Stage is null ? "" : Stage + ".")}{Name}={Text}");

    /// <summary>Reads the text after <c>--set</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidInputException">It is not <c>stage.option=value</c> or <c>param=value</c>.</exception>
    public static Override Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var target = equals < 0 ? "" : text[..equals].Trim();
        var dot = target.IndexOf('.', StringComparison.Ordinal);
        if (target.Length == 0 || dot == 0 || dot == target.Length - 1)
        {
            throw new InvalidInputException($"--set {text}: needed stage.option=value or param=value, such as --set train.epochs=5.");
        }

        return dot < 0
            ? new Override(null, target, text[(equals + 1)..].Trim())
            : new Override(target[..dot], target[(dot + 1)..], text[(equals + 1)..].Trim());
    }

    /// <summary>The value as the file could have said it.</summary>
    internal YamlScalar ToScalar() => new(Location, Text, IsPlain: true);
}
