using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Gans.Pipeline.Reports;

/// <summary>
/// Draws curves over the steps of a training as SVG: for each a line through the means of up to 240 spans, over a band from the smallest to the largest value
/// in each.
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
    public static Html Render(string what, ImmutableArray<long> steps, ImmutableArray<Curve> curves)
    {
        var drawable = curves.Select(curve => (curve.Name, Spans: Span(steps, curve.Values))).Where(curve => curve.Spans.Length > 0).ToArray();
        if (drawable.Length == 0)
        {
            return Html.Of($"<p class=\"note\">The run holds no {what}.</p>");
        }

        var x = StepAxis(steps);
        var y = new ChartAxis(
            Math.Min(0, drawable.Min(curve => curve.Spans.Min(span => span.Low))),
            drawable.Max(curve => curve.Spans.Max(span => span.High)),
            Height - Bottom,
            Top);
        var drawn = drawable.Select((curve, i) => Draw(curve.Spans, i % Colours, x, y));
        var legend = drawable.Select((curve, i) => Html.Of($"<li><span class=\"swatch c{i % Colours}\"></span>{curve.Name}</li>"));
        return Html.Of($"""
            <ul class="legend">{Html.Join(legend)}</ul>
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{what} by step">
            {Grid(x, y)}{Html.Join(drawn)}
            <text class="label" x="{(Left + Width - Right) / 2}" y="{Height - 6}" text-anchor="middle">generator updates</text>
            </svg>
            """);
    }

    /// <summary>The horizontal axis of all charts of a training.</summary>
    /// <param name="steps">Generator updates at each point, at least one, rising.</param>
    internal static ChartAxis StepAxis(ImmutableArray<long> steps) => new(0, steps[^1], Left, Width - Right);

    private static Html Grid(ChartAxis x, ChartAxis y)
    {
        var rows = AxisTicks.Between(y.Low, y.High).Select(value => Html.Of(
            $"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{y.At(value):0.#}" y2="{y.At(value):0.#}"/>"""
            + $"""<text class="label" x="{Left - 8}" y="{y.At(value) + 4:0.#}" text-anchor="end">{value:0.####}</text>"""));
        var columns = AxisTicks.Between(x.Low, x.High).Select(value => Html.Of(
            $"""<line class="grid" x1="{x.At(value):0.#}" x2="{x.At(value):0.#}" y1="{Top}" y2="{Height - Bottom}"/>"""
            + $"""<text class="label" x="{x.At(value):0.#}" y="{Height - Bottom + 18}" text-anchor="middle">{value:#,0}</text>"""));
        return Html.Join([.. rows, .. columns]);
    }

    private static Html Draw(ImmutableArray<SpanOfSteps> spans, int colour, ChartAxis x, ChartAxis y)
    {
        var band = Points(spans.Select(span => (span.Step, span.High)).Concat(spans.Reverse().Select(span => (span.Step, span.Low))), x, y);
        var line = Points(spans.Select(span => (span.Step, span.Mean)), x, y);
        return Html.Of($"""<polygon class="band c{colour}" points="{band}"/><polyline class="line c{colour}" points="{line}"/>""");
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

    private readonly record struct SpanOfSteps(double Step, double Mean, double Low, double High);
}
