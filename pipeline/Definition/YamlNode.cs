using System.Collections.Immutable;

namespace Gans.Pipeline.Definition;

/// <summary>A YAML value that knows where it stands.</summary>
/// <param name="Location">Its first character.</param>
internal abstract record YamlNode(SourceLocation Location)
{
    /// <summary>What it is, for an error message.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
/// <param name="Location">Its first character.</param>
/// <param name="Text">The text, without quotes.</param>
/// <param name="IsPlain">Written without quotes, so that <c>3</c> is a number and <c>true</c> a flag.</param>
internal sealed record YamlScalar(SourceLocation Location, string Text, bool IsPlain) : YamlNode(Location)
{
    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Kind => IsNull ? "nothing" : IsPlain ? $"'{Text}'" : $"the text \"{Text}\"";
}

/// <summary>A list.</summary>
/// <param name="Location">Its first character.</param>
/// <param name="Items">The items, in the order of the file.</param>
internal sealed record YamlList(SourceLocation Location, ImmutableArray<YamlNode> Items) : YamlNode(Location)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A mapping from names to values, without duplicates.</summary>
/// <param name="Location">Its first character.</param>
/// <param name="Entries">The entries, in the order of the file.</param>
internal sealed record YamlMap(SourceLocation Location, ImmutableArray<YamlEntry> Entries) : YamlNode(Location)
{
    /// <inheritdoc/>
    public override string Kind => "a mapping";
}

/// <summary>One entry of a mapping.</summary>
/// <param name="Key">The name.</param>
/// <param name="Value">The value.</param>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
