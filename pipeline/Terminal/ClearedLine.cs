using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gans.Pipeline.Terminal;

/// <summary>A line that clears the rest of each row that it takes, where a bar may have stood.</summary>
/// <param name="markup">The line.</param>
internal sealed class ClearedLine(string markup) : Renderable
{
    private const string ClearToEnd = "\u001b[K";

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var segment in ((IRenderable)new Markup(markup)).Render(options, maxWidth))
        {
            if (segment.IsLineBreak && options.Ansi)
            {
                yield return Segment.Control(ClearToEnd);
            }

            yield return segment;
        }

        if (options.Ansi)
        {
            yield return Segment.Control(ClearToEnd);
        }

        yield return Segment.LineBreak;
    }
}
