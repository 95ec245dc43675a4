using System.Globalization;
using Gans.Training.Measures;

namespace Gans.Pipeline.Reports;

/// <summary>The scores of a training in words.</summary>
internal static class ScoreText
{
    /// <summary>One line: <c>fid 310.2 -> 37.4, best 36.9 at epoch 9 (step 4,212)</c>.</summary>
    /// <param name="scores">The scores.</param>
    internal static string Describe(ScoreCourse scores)
    {
        var course = scores.First == scores.Last ? Number(scores.Last.Value) : $"{Number(scores.First.Value)} -> {Number(scores.Last.Value)}";
        var best = scores.Best is { } found
            ? string.Create(CultureInfo.InvariantCulture, $", best {Number(found.Value)} at epoch {found.Epoch:#,0} (step {found.Step:#,0})")
            : "";
        return $"{scores.Last.Name} {course}{best}";
    }

    /// <summary>Four digits, as a score of a few thousand images has.</summary>
    internal static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
