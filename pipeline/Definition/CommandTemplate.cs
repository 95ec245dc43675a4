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
    public string Text => Fill((_, index) => string.Create(CultureInfo.InvariantCulture, $"${{outs[{index}]}}"));

    /// <summary>The outs that the command names through a gap, by position.</summary>
    public ImmutableHashSet<int> NamedOuts => [.. Parts.Where(part => part.OutIndex is not null).Select(part => part.OutIndex!.Value)];

    /// <summary>Fills the gaps with paths, quoted as their places ask for.</summary>
    /// <param name="pathOfOut">The path for the out at a position.</param>
    public string Render(Func<int, string> pathOfOut) => Fill((part, index) => ShellQuoting.Quote(AsOperand(pathOfOut(index)), part.Place));

    /// <inheritdoc/>
    public bool Equals(CommandTemplate? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private string Fill(Func<CommandPart, int, string> gap) => string.Concat(Parts.Select(part => part.OutIndex is { } index ? gap(part, index) : part.Text));

    /// <summary>A path that begins with a dash would be taken for an option.</summary>
    private static string AsOperand(string path) => path.StartsWith('-') ? "./" + path : path;
}

/// <summary>A piece of a command: a text, or a gap for the path of an out.</summary>
/// <param name="Text">The text; empty for a gap.</param>
/// <param name="OutIndex">Position of the out; null for a text.</param>
/// <param name="Place">Where a gap stands.</param>
internal sealed record CommandPart(string Text, int? OutIndex = null, ShellPlace Place = ShellPlace.Plain);
