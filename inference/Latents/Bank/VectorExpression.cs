using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Gans.Formats;

namespace Gans.Inference;

/// <summary>A sum of named latents, such as <c>smiling woman - neutral woman + neutral man</c>.</summary>
/// <remarks>Signs stand between blanks, so names may hold hyphens; a factor may stand before a name: <c>face + 1.5 * smile</c>.</remarks>
public sealed partial class VectorExpression
{
    private readonly string text;

    private VectorExpression(string text, ImmutableArray<VectorTerm> terms) => (this.text, Terms) = (text, terms);

    /// <summary>What is added up, in the order written.</summary>
    public ImmutableArray<VectorTerm> Terms { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Terms with signs between them.</param>
    /// <exception cref="InvalidInputException">A name or a sign is missing.</exception>
    public static VectorExpression Parse(string text) => Read(text, out var wrong) ?? throw new InvalidInputException(
        $"Reading the expression '{text}': found '{wrong}', needed a name or NUMBER * NAME. Write it as in 'a - b + c'.");

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Terms with signs between them.</param>
    /// <param name="expression">The expression; null where a name or a sign is missing.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out VectorExpression? expression) => (expression = Read(text, out _)) is not null;

    /// <summary>The expression as it was written.</summary>
    public override string ToString() => text;

    /// <summary>Throws unless a name can stand in an expression, and in a list of them.</summary>
    internal static void RequireName(string name)
    {
        if (name.Contains(',') || !(Parse(name).Terms is [{ Factor: 1 } term] && term.Name == name))
        {
            throw new InvalidInputException($"Naming latents '{name}': needed words without commas and without signs between blanks. Choose another name.");
        }
    }

    /// <summary>Reads an expression; null where a term, which is then named, is none.</summary>
    private static VectorExpression? Read(string text, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(text);
        wrong = "";
        var signed = text.Trim() is ['+' or '-', ' ', ..] ? text : $"+ {text}";
        var parts = Signs().Split($" {signed} ");   // blank, sign, term, sign, term ...
        var terms = ImmutableArray.CreateBuilder<VectorTerm>();
        for (var i = 1; i < parts.Length; i += 2)
        {
            var written = parts[i + 1].Trim();
            var term = Term().Match(written);
            var (factor, number) = (1.0, term.Groups["factor"]);
            if (!term.Success || (number.Success && !double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out factor)))
            {
                wrong = written;
                return null;
            }

            terms.Add(new VectorTerm(parts[i] == "-" ? -factor : factor, term.Groups["name"].Value));
        }

        return new VectorExpression(text.Trim(), terms.ToImmutable());
    }

    [GeneratedRegex(@"(?<=\s)([+-])(?=\s)")]
    private static partial Regex Signs();

    [GeneratedRegex(@"^(?:(?<factor>[0-9.]+)\s*\*\s*)?(?<name>[^\s*+-][^*]*)$")]
    private static partial Regex Term();
}

/// <summary>One term of a <see cref="VectorExpression"/>.</summary>
/// <param name="Factor">What it is multiplied by, its sign included.</param>
/// <param name="Name">The name of a group of latents.</param>
public readonly record struct VectorTerm(double Factor, string Name);
