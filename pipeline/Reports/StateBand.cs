using System.Collections.Immutable;
using Gans.Training.State;

namespace Gans.Pipeline.Reports;

/// <summary>Shows what state a training is in, at its end and over its steps.</summary>
internal static class StateBand
{
    private const int Height = 18;

    /// <summary>The line at the top of a report: the condition of most updates, and that at the end with its reason.</summary>
    /// <param name="states">The states; none: no line.</param>
    public static Html Headline(ImmutableArray<StateSpan> states)
    {
        if (states is not [.., var last])
        {
            return Html.None;
        }

        var course = TrainingCourse.Of(states.Select(span => (span.To, span.Condition)));
        var words = course.Condition.ToWords();
        var share = course.Shares.Count > 0 ? Html.Of($" for {course.Shares[course.Condition]:0%} of the updates judged") : Html.None;
        return Html.Of(
            $"""<p class="state s-{course.Condition.ToWord()}"><b>{char.ToUpperInvariant(words[0]) + words[1..]}</b>{share}; """
            + $"at the end {last.Condition.ToWords()}: {last.Reason}</p>");
    }

    /// <summary>
    /// A band of a colour a state under a chart of the same steps; each stretch tells its reason to a pointer, and the legend how much of the training each
    /// took.
    /// </summary>
    /// <param name="steps">Generator updates at each point of the chart, at least one, rising.</param>
    /// <param name="states">The states; none: no band.</param>
    public static Html Render(ImmutableArray<long> steps, ImmutableArray<StateSpan> states)
    {
        if (states.IsEmpty)
        {
            return Html.None;
        }

        var x = CurveChart.StepAxis(steps);
        var drawn = states.Select(span => Html.Of(
            $"""<rect class="s-{span.Condition.ToWord()}" x="{x.At(span.From):0.##}" y="2" """
            + $"""width="{x.At(span.To) - x.At(span.From):0.##}" height="{Height - 4}">"""
            + $"<title>{span.Condition.ToWords()}, updates {span.From} to {span.To}: {span.Reason}</title></rect>"));
        var total = states.Sum(span => span.To - span.From);
        var legend = states.GroupBy(span => span.Condition)
            .Select(state => (Condition: state.Key, Share: state.Sum(span => span.To - span.From) / (double)total))
            .OrderByDescending(state => state.Share)
            .Select(state => Html.Of($"""<li><span class="swatch s-{state.Condition.ToWord()}"></span>{state.Condition.ToWords()} {state.Share:0%}</li>"""));
        return Html.Of($"""
            <svg class="chart" viewBox="0 0 {CurveChart.Width} {Height}" role="img" aria-label="state of the training by step">{Html.Join(drawn)}</svg>
            <ul class="legend states">{Html.Join(legend)}</ul>
            """);
    }
}
