using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gans.Pipeline.Reports;

/// <summary>
/// Draws curves over the steps, or epochs, of a training as SVG: for each a line through the means of up to 240 spans, over a band from the smallest to the
/// largest value in each.
/// </summary>
internal static class CurveChart
{
    /// <summary>Units of a chart from left to right.</summary>
    internal const int Width = 880;

    private const int Height = 340;
    private const int Left = 56;
    private const int Right = 28;
    private const int Top = 16;
    private const int Bottom = 44;
    private const int MostSpans = 240;
    private const int Colours = 6;

    /// <summary>Draws a chart.</summary>
    /// <param name="what">What the curves are, such as <c>losses</c>.</param>
    /// <param name="steps">Generator updates at each point, at least one, rising.</param>
    /// <param name="curves">The curves.</param>
    /// <param name="unit">What is counted in place of generator updates.</param>
    /// <param name="mark">A point to mark; null for none.</param>
    public static Html Render(
        string what, ImmutableArray<long> steps, ImmutableArray<Curve> curves, string unit = "generator updates", ChartMark? mark = null) =>
        Render(what, [.. curves.Select(curve => new Line(curve.Name, steps, curve.Values, curve.Name))], unit, mark, hasBands: true);

    /// <summary>Draws one quantity of several trainings, without bands, which would hide each other.</summary>
    /// <param name="what">What the curves are.</param>
    /// <param name="lines">The curves; those of one group have one colour.</param>
    /// <param name="unit">What is counted.</param>
    public static Html Overlay(string what, ImmutableArray<Line> lines, string unit) => Render(what, lines, unit, mark: null, hasBands: false);

    private static Html Render(string what, ImmutableArray<Line> lines, string unit, ChartMark? mark, bool hasBands)
    {
        var drawable = lines.Select(line => (line.Group, line.Name, Spans: Span(line.Steps, line.Values))).Where(line => line.Spans.Length > 0).ToArray();
        if (drawable.Length == 0)
        {
            return Html.Of($"<p class=\"note\">The run holds no {what}.</p>");
        }

        var x = StepAxis(lines.MaxBy(line => line.Steps[^1])!.Steps);
        var y = new ChartAxis(
            Math.Min(0, drawable.Min(curve => curve.Spans.Min(span => span.Low))),
            drawable.Max(curve => curve.Spans.Max(span => span.High)),
            Height - Bottom,
            Top);
        var groups = drawable.Select(curve => curve.Group).Distinct().ToList();
        var drawn = drawable.Select(curve => Draw(curve.Name, curve.Spans, groups.IndexOf(curve.Group) % Colours, x, y, hasBands));
        var legend = groups.Select((group, i) => Html.Of($"<li><span class=\"swatch c{i % Colours}\"></span>{group}</li>"));
        return Html.Of($"""
            <div class="plot">
            <ul class="legend">{Html.Join(legend)}</ul>
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{what} by step" data-chart="{ToJson(drawable, unit, x, y)}">
            {Grid(x, y)}{Html.Join(drawn)}{Draw(mark, x, y)}
            <text class="label" x="{(Left + Width - Right) / 2}" y="{Height - 6}" text-anchor="middle">{unit}</text>
            </svg>
            </div>
            """);
    }

    /// <summary>What the page's script draws from.</summary>
    private static string ToJson(
        IEnumerable<(string Group, string Name, ImmutableArray<SpanOfSteps> Spans)> curves, string unit, ChartAxis x, ChartAxis y) => new JsonObject
    {
        ["unit"] = unit,
        ["x"] = new JsonArray(x.Low, x.High),
        ["y"] = new JsonArray(y.Low, y.High),
        ["left"] = Left,
        ["right"] = Width - Right,
        ["top"] = Top,
        ["bottom"] = Height - Bottom,
        ["series"] = new JsonArray([.. curves.Select(curve => new JsonObject
        {
            ["name"] = curve.Name,
            ["steps"] = Numbers(curve.Spans, span => Math.Round(span.Step)),
            ["mean"] = Numbers(curve.Spans, span => span.Mean),
            ["low"] = Numbers(curve.Spans, span => span.Low),
            ["high"] = Numbers(curve.Spans, span => span.High),
        })]),
    }.ToJsonString();

    private static JsonArray Numbers(ImmutableArray<SpanOfSteps> spans, Func<SpanOfSteps, double> of) =>
        [.. spans.Select(span => JsonValue.Create(double.Parse(of(span).ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)))];

    /// <summary>The horizontal axis of all charts of a training.</summary>
    /// <param name="steps">Generator updates at each point, at least one, rising.</param>
    internal static ChartAxis StepAxis(ImmutableArray<long> steps) => new(0, steps[^1], Left, Width - Right);

    private static Html Grid(ChartAxis x, ChartAxis y)
    {
        var rows = AxisTicks.Between(y.Low, y.High).Select(value => Html.Of(
            $"""<line class="grid row" x1="{Left}" x2="{Width - Right}" y1="{y.At(value):0.#}" y2="{y.At(value):0.#}"/>"""
            + $"""<text class="label row" x="{Left - 8}" y="{y.At(value) + 4:0.#}" text-anchor="end">{value:0.####}</text>"""));
        var columns = AxisTicks.Between(x.Low, x.High).Select(value => Html.Of(
            $"""<line class="grid" x1="{x.At(value):0.#}" x2="{x.At(value):0.#}" y1="{Top}" y2="{Height - Bottom}"/>"""
            + $"""<text class="label" x="{x.At(value):0.#}" y="{Height - Bottom + 18}" text-anchor="middle">{value:#,0}</text>"""));
        return Html.Join([.. rows, .. columns]);
    }

    private static Html Draw(string name, ImmutableArray<SpanOfSteps> spans, int colour, ChartAxis x, ChartAxis y, bool hasBand)
    {
        if (spans is [var only])
        {
            return Html.Of($"""<circle class="point c{colour}" cx="{x.At(only.Step):0.#}" cy="{y.At(only.Mean):0.#}" r="3"><title>{name}</title></circle>""");
        }

        var band = Points(spans.Select(span => (span.Step, span.High)).Concat(spans.Reverse().Select(span => (span.Step, span.Low))), x, y);
        var line = Points(spans.Select(span => (span.Step, span.Mean)), x, y);
        return hasBand
            ? Html.Of($"""<polygon class="band c{colour}" points="{band}"/><polyline class="line c{colour}" points="{line}"/>""")
            : Html.Of($"""<polyline class="line c{colour}" points="{line}"><title>{name}</title></polyline>""");
    }

    /// <summary>The mark's text is on the side where there is room for it.</summary>
    private static Html Draw(ChartMark? mark, ChartAxis x, ChartAxis y)
    {
        if (mark is null)
        {
            return Html.None;
        }

        var (left, top) = (x.At(mark.Step), y.At(mark.Value));
        var (side, anchor) = left > (Left + Width - Right) / 2 ? (-8, "end") : (8, "start");
        return Html.Of(
            $"""<circle class="mark" cx="{left:0.#}" cy="{top:0.#}" r="5"/>"""
            + $"""<text class="label marked" x="{left + side:0.#}" y="{Math.Max(Top + 10, top - 10):0.#}" text-anchor="{anchor}">{mark.Text}</text>""");
    }

    private static string Points(IEnumerable<(double Step, double Value)> points, ChartAxis x, ChartAxis y)
    {
        var text = new StringBuilder();
        foreach (var (step, value) in points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{x.At(step):0.#},{y.At(value):0.#} ");
        }

        return text.ToString().TrimEnd();
    }

    private static ImmutableArray<SpanOfSteps> Span(ImmutableArray<long> steps, ImmutableArray<double> values)
    {
        var finite = Enumerable.Range(0, steps.Length).Where(i => double.IsFinite(values[i])).ToArray();
        var size = Math.Max(1, (int)Math.Ceiling(finite.Length / (double)MostSpans));
        return
        [
            .. finite.Chunk(size).Select(chunk => new SpanOfSteps(
                chunk.Average(i => (double)steps[i]), chunk.Average(i => values[i]), chunk.Min(i => values[i]), chunk.Max(i => values[i]))),
        ];
    }

    /// <summary>A curve of a training.</summary>
    /// <param name="Group">What the legend names: curves of one group have one colour.</param>
    /// <param name="Steps">Generator updates at each point, at least one, rising.</param>
    /// <param name="Values">Its values, NaN where it has none.</param>
    /// <param name="Name">What a pointer on it is told.</param>
    internal sealed record Line(string Group, ImmutableArray<long> Steps, ImmutableArray<double> Values, string Name);

    /// <summary>A point that is marked.</summary>
    /// <param name="Step">Where, in the unit of the chart.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Text">What stands beside it.</param>
    internal sealed record ChartMark(long Step, double Value, string Text);

    private readonly record struct SpanOfSteps(double Step, double Mean, double Low, double High);
}
