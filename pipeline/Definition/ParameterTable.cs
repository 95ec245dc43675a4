using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gans.Formats;

namespace Gans.Pipeline.Definition;

/// <summary>The values under <c>params</c> at the top of a pipeline, and their use in texts as <c>${name}</c>.</summary>
/// <param name="values">The values, by name.</param>
/// <param name="open">Names of a <see cref="Matrix"/>, which have a value once a combination is chosen.</param>
internal sealed class ParameterTable(ImmutableSortedDictionary<string, YamlScalar> values, ImmutableHashSet<string> open)
{
    private const int MostLetters = 1 << 17;   // as the system takes of an argument

    /// <summary>The values, by name.</summary>
    public ImmutableSortedDictionary<string, YamlScalar> Values { get; } = values;

    /// <summary>A value that the text names must exist under.</summary>
    /// <param name="name">The name.</param>
    /// <param name="location">Where it is used.</param>
    public YamlScalar Get(string name, SourceLocation location) => Values.TryGetValue(name, out var value)
        ? value
        : open.Contains(name)
        ? throw location.Error($"'{name}' has a value in each combination of 'matrix', and the stage has none. Name it in the outs too, or write ${{variant}}.")
        : throw location.Error($"'{name}' is not among the pipeline's params. {NearestWord.Hint(name, [.. Values.Keys])}");

    /// <summary>These values and those of a combination.</summary>
    /// <param name="combination">The combination.</param>
    public ParameterTable With(Combination combination)
    {
        if (combination.Values.IsEmpty)
        {
            return this;
        }

        var all = Values.SetItems(combination.Values.Select(each => KeyValuePair.Create(each.Name, each.Value)));
        return new ParameterTable(
            combination.IsWhole ? all.SetItem(Matrix.Variant, combination.Values[0].Value with { Text = combination.Word }) : all, open);
    }

    /// <summary>The names that a text has in <c>${name}</c>.</summary>
    /// <param name="scalar">The text.</param>
    public static IEnumerable<string> NamesIn(YamlScalar scalar) => Split(scalar, outCount: null).Select(piece => piece.Name).OfType<string>();

    /// <summary>Replaces each <c>${name}</c>; <c>$${</c> becomes <c>${</c>. A text that is one <c>${name}</c> takes the param's type too.</summary>
    /// <param name="scalar">The text.</param>
    public YamlScalar Interpolate(YamlScalar scalar)
    {
        var parts = Split(scalar, outCount: null);
        if (parts is [{ Name: { } only }])
        {
            return Get(only, scalar.Location) with { Location = scalar.Location };
        }

        return scalar with { Text = Join(scalar, parts.Select(part => part.Name is { } name ? Get(name, scalar.Location).Text : part.Text)) };
    }

    /// <summary>
    /// Replaces each <c>${name}</c> of a command by its value, quoted so that the shell takes it as it is, and keeps <c>${out}</c> and <c>${outs[i]}</c> as
    /// gaps.
    /// </summary>
    /// <param name="scalar">The command.</param>
    /// <param name="outs">The outs of the stage.</param>
    public CommandTemplate InterpolateCommand(YamlScalar scalar, ImmutableArray<PipelinePath> outs)
    {
        var shell = new ShellScanner();
        var parts = ImmutableArray.CreateBuilder<CommandPart>();
        foreach (var piece in Split(scalar, outs.Length))
        {
            var place = shell.Place;
            if (piece.OutIndex is { } index)
            {
                CheckPlace(scalar, $"the out '{outs[index]}'", outs[index].Value, place);
                parts.Add(new CommandPart("", index, place));
                shell.ReadValue();
            }
            else if (piece.Name is { } name)
            {
                var value = Get(name, scalar.Location).Text;
                CheckPlace(scalar, $"the param '{name}'", value, place);
                parts.Add(new CommandPart(ShellQuoting.Quote(value, place)));
                shell.ReadValue();
            }
            else
            {
                CheckPlace(scalar, "the command", piece.Text, ShellPlace.Plain);
                parts.Add(new CommandPart(piece.Text));
                shell.Read(piece.Text);
            }
        }

        Join(scalar, parts.Select(part => part.Text));
        return new CommandTemplate(parts.ToImmutable());
    }

    private static void CheckPlace(YamlScalar scalar, string what, string value, ShellPlace place)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw scalar.Location.Error($"{what} holds a NUL, at which a command would end. Take it out.");
        }

        if (!ShellQuoting.CanStand(value, place))
        {
            throw scalar.Location.Error(
                $"{what} needs quotes for the shell, and cannot be quoted where it stands: in backquotes, ${{...}}, a here-document or a comment. "
                + "Put it into a shell variable first, as in: name=${...}; echo \"$name\".");
        }
    }

    /// <summary>A text of many params can be a thousand times as long as the file.</summary>
    private static string Join(YamlScalar scalar, IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length <= MostLetters - text.Length
                ? part
                : throw scalar.Location.Error($"with its params' values in place this text has more than {MostLetters} letters. Shorten it."));
        }

        return text.ToString();
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
