using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>The values under <c>params</c> at the top of a pipeline, and their use in texts as <c>${name}</c>.</summary>
/// <param name="values">The values, by name.</param>
internal sealed class ParameterTable(ImmutableSortedDictionary<string, YamlScalar> values)
{
    /// <summary>The values, by name.</summary>
    public ImmutableSortedDictionary<string, YamlScalar> Values { get; } = values;

    /// <summary>A value that the text names must exist under.</summary>
    /// <param name="name">The name.</param>
    /// <param name="location">Where it is used.</param>
    public YamlScalar Get(string name, SourceLocation location) => Values.TryGetValue(name, out var value)
        ? value
        : throw location.Error($"'{name}' is not among the pipeline's params. {NearestWord.Hint(name, [.. Values.Keys])}");

    /// <summary>Replaces each <c>${name}</c>; <c>$${</c> becomes <c>${</c>. A text that is one <c>${name}</c> takes the param's type too.</summary>
    /// <param name="scalar">The text.</param>
    public YamlScalar Interpolate(YamlScalar scalar)
    {
        var parts = Split(scalar, outCount: null);
        if (parts is [{ Name: { } only }])
        {
            return Get(only, scalar.Location) with { Location = scalar.Location };
        }

        var text = string.Concat(parts.Select(part => part.Name is { } name ? Get(name, scalar.Location).Text : part.Text));
        return scalar with { Text = text };
    }

    /// <summary>Replaces each <c>${name}</c> of a command, and keeps <c>${out}</c> and <c>${outs[i]}</c> as gaps.</summary>
    /// <param name="scalar">The command.</param>
    /// <param name="outCount">How many outs the stage has.</param>
    public CommandTemplate InterpolateCommand(YamlScalar scalar, int outCount)
    {
        var parts = ImmutableArray.CreateBuilder<CommandPart>();
        foreach (var piece in Split(scalar, outCount))
        {
            parts.Add(piece switch
            {
                { OutIndex: { } index } => new CommandPart("", index),
                { Name: { } name } => new CommandPart(Get(name, scalar.Location).Text),
                _ => new CommandPart(piece.Text),
            });
        }

        return new CommandTemplate(parts.ToImmutable());
    }

    /// <summary>Cuts a text at its <c>${...}</c>.</summary>
    private static List<Piece> Split(YamlScalar scalar, int? outCount)
    {
        var pieces = new List<Piece>();
        var literal = new StringBuilder();
        var text = scalar.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith("$${"))
            {
                literal.Append("${");
                i += 2;
            }
            else if (text.AsSpan(i).StartsWith("${"))
            {
                var end = text.IndexOf('}', i);
                if (end < 0)
                {
                    throw scalar.Location.Error("'${' is not closed by '}'. Write '$${' for the shell's own '${'.");
                }

                Flush(pieces, literal);
                pieces.Add(ReadName(text[(i + 2)..end].Trim(), scalar.Location, outCount));
                i = end;
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        Flush(pieces, literal);
        return pieces;
    }

    private static Piece ReadName(string name, SourceLocation location, int? outCount)
    {
        if (outCount is not { } count || (name != "out" && !name.StartsWith("outs[", StringComparison.Ordinal)))
        {
            return new Piece("", name, null);
        }

        var index = 0;
        if (name != "out" && !(name.EndsWith(']') && int.TryParse(name.AsSpan(5, name.Length - 6), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            throw location.Error($"found '${{{name}}}', needed a position such as '${{outs[0]}}'.");
        }

        return index < count
            ? new Piece("", null, index)
            : throw location.Error($"'${{{name}}}' stands for an out that the stage does not have: it has {count}. List it under 'outs'.");
    }

    private static void Flush(List<Piece> pieces, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            pieces.Add(new Piece(literal.ToString(), null, null));
            literal.Clear();
        }
    }

    private sealed record Piece(string Text, string? Name, int? OutIndex);
}
