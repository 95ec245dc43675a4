using System.Collections.Immutable;
using System.Text;

namespace Gans.Pipeline.Definition;

/// <summary>Draws a graph of stages.</summary>
internal static class GraphText
{
    /// <summary>A paragraph a stage: what it reads and from whom, and what it writes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="stages">The stages to draw, in order.</param>
    public static string Plain(StageGraph graph, ImmutableArray<StageDefinition> stages)
    {
        var text = new StringBuilder();
        foreach (var stage in stages)
        {
            text.Append(stage.Name).Append(" (").Append(FirstLine(stage.Action)).Append(")\n");
            foreach (var dep in stage.Deps)
            {
                var makers = graph.MakersOf(dep);
                text.Append("  <- ").Append(dep).Append(makers.Count > 0 ? $" of {string.Join(", ", makers)}" : "").Append('\n');
            }

            foreach (var path in stage.Outs)
            {
                text.Append("  -> ").Append(path).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>A Mermaid flowchart: a box a stage, an arrow for each path from one to another.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="stages">The stages to draw, in order.</param>
    public static string Mermaid(StageGraph graph, ImmutableArray<StageDefinition> stages)
    {
        var text = new StringBuilder("flowchart TD\n");
        var ids = stages.Select((stage, i) => (stage.Name, Id: $"s{i}")).ToDictionary(stage => stage.Name, stage => stage.Id);
        foreach (var stage in stages)
        {
            text.Append($"  {ids[stage.Name]}[\"{stage.Name}\"]\n");
        }

        foreach (var stage in stages)
        {
            var links = stage.Deps.SelectMany(dep => graph.MakersOf(dep).Select(maker => (maker, dep))).OrderBy(link => link.maker, StringComparer.Ordinal);
            foreach (var (maker, dep) in links)
            {
                text.Append($"  {ids[maker]} -->|\"{dep.Value.Replace("\"", "#quot;", StringComparison.Ordinal)}\"| {ids[stage.Name]}\n");
            }
        }

        return text.ToString();
    }

    private static string FirstLine(StageAction action) =>
        action.Text.AsSpan().EnumerateLines() is var lines && lines.MoveNext() ? lines.Current.ToString() : "";
}
