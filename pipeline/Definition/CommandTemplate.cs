using System.Collections.Immutable;
using System.Globalization;

namespace Gans.Pipeline.Definition;

/// <summary>
/// A shell command with gaps for the paths of its outs. What is written through a gap goes to a temporary name beside the out and is moved
/// into place when the command has succeeded.
/// </summary>
/// <param name="Parts">Texts and gaps, in order.</param>
internal sealed record CommandTemplate(ImmutableArray<CommandPart> Parts)
{
    /// <summary>The command with its gaps written as in the file.</summary>
    public string Text => Render(index => string.Create(CultureInfo.InvariantCulture, $"${{outs[{index}]}}"));

    /// <summary>The outs that the command names through a gap, by position.</summary>
    public ImmutableHashSet<int> NamedOuts => [.. Parts.Where(part => part.OutIndex is not null).Select(part => part.OutIndex!.Value)];

    /// <summary>Fills the gaps.</summary>
    /// <param name="pathOfOut">The text for the out at a position.</param>
    public string Render(Func<int, string> pathOfOut) =>
        string.Concat(Parts.Select(part => part.OutIndex is { } index ? pathOfOut(index) : part.Text));

    /// <inheritdoc/>
    public bool Equals(CommandTemplate? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A piece of a command: a text, or a gap for the path of an out.</summary>
/// <param name="Text">The text; empty for a gap.</param>
/// <param name="OutIndex">Position of the out; null for a text.</param>
internal sealed record CommandPart(string Text, int? OutIndex = null);
