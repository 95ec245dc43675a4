using System.Collections.Immutable;
using Gans.Formats;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gans.Pipeline.Definition;

/// <summary>Turns YAML text into a tree of nodes with locations, straight from the parser's events.</summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 32;

    private readonly string source;
    private readonly Parser parser;
    private readonly Dictionary<string, YamlNode> anchors = [];

    private YamlTree(string source, string text)
    {
        this.source = source;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads the only document of a file.</summary>
    /// <param name="source">Path of the file, for error messages.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="InvalidInputException">It is empty, not YAML, more than one document, or nested more than 32 deep.</exception>
    public static YamlNode Parse(string source, string text)
    {
        var tree = new YamlTree(source, text);
        try
        {
            return tree.ReadDocument();
        }
        catch (YamlException e)
        {
            throw At(source, e.Start).Error($"not valid YAML: {OneLine(e.Message)}", e);
        }
#pragma warning disable CA1031 // On some broken files the parser's own state breaks, and what it then throws is not documented.
        catch (Exception e) when (e is not InvalidInputException)
#pragma warning restore CA1031
        {
            throw At(source, tree.parser.Current?.End ?? Mark.Empty).Error("not valid YAML from here on.", e);
        }
    }

    private static SourceLocation At(string source, Mark mark) => new(source, (int)mark.Line, (int)mark.Column);

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.') + ".";

    private YamlNode ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            throw new SourceLocation(source, 1, 1).Error("the file is empty; a pipeline needs 'stages'. See pipeline.yaml for an example.");
        }

        var root = ReadNode(depth: 0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            throw At(source, second.Start).Error("a second document starts here, and a pipeline is one. Put it into a file of its own.");
        }

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var next = parser.Current ?? throw new YamlException("The file ends too early.");
        var location = At(source, next.Start);
        if (depth > MaxDepth)
        {
            throw location.Error($"nested more than {MaxDepth} deep; a pipeline needs 4.");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value.Value, out var target)
                ? target
                : throw location.Error(
                    $"'*{alias.Value.Value}' stands for an anchor that no earlier line sets. Write '&{alias.Value.Value}' at the value meant.");
        }

        var anchor = (next as NodeEvent)?.Anchor ?? AnchorName.Empty;
        YamlNode node = next switch
        {
            Scalar scalar => ReadScalar(scalar, location),
            SequenceStart => ReadList(location, depth),
            MappingStart => ReadMap(location, depth),
            _ => throw location.Error($"found {next.GetType().Name}, needed a value."),
        };
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = node;
        }

        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar, SourceLocation location)
    {
        parser.MoveNext();
        return new YamlScalar(location, scalar.Value, scalar.Style is ScalarStyle.Plain or ScalarStyle.Any);
    }

    private YamlList ReadList(SourceLocation location, int depth)
    {
        parser.MoveNext();
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new YamlList(location, items.ToImmutable());
    }

    private YamlMap ReadMap(SourceLocation location, int depth)
    {
        parser.MoveNext();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var places = new Dictionary<string, SourceLocation>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var node = ReadNode(depth + 1);
            var key = node as YamlScalar ?? throw node.Location.Error($"found {node.Kind} where a key must stand. Keys are plain words.");
            if (!places.TryAdd(key.Text, key.Location))
            {
                throw key.Location.Error($"'{key.Text}' stands here a second time; the first is in line {places[key.Text].Line}. Keep one.");
            }

            entries.Add(new YamlEntry(key, ReadNode(depth + 1)));
        }

        return new YamlMap(location, entries.ToImmutable());
    }
}
