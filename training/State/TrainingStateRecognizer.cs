using System.Globalization;
using Gans.Training.Losses;
using Gans.Training.Measures;

namespace Gans.Training.State;

/// <summary>Tells from the last updates whether a training is stable or balanced, collapses to few images, or fails.</summary>
/// <remarks>
/// Chapter 10 of Brownlee. Convergence failure: the discriminator has won, whether the generator's loss falls to nothing too or rises for good. Mode collapse:
/// generated images are told easily or the generator's loss swings, and the samples are much less diverse than the data. Balanced: the discriminator guesses,
/// and the samples are as diverse as the data. Numbers alone cannot tell a failure that is temporary from one that stays.
/// </remarks>
/// <param name="thresholds">Where one condition ends and another begins.</param>
/// <param name="blind">The scale of the losses; null where they have none, and nothing is judged.</param>
internal sealed class TrainingStateRecognizer(StateThresholds thresholds, BlindLoss? blind)
{
    private const int PeriodsWatched = 3;

    private readonly Queue<StepMeans> recent = [];

    /// <summary>Whether losses hint at mode collapse.</summary>
    public bool SuspectsCollapse =>
        IsJudged && !HasWon && (Accuracy(Shares.Fake) > thresholds.CollapsedFakeAccuracy || Swing().Correlation > thresholds.Swing);

    /// <summary>Whether it hangs on how diverse samples are how the training is going, so that it is worth measuring.</summary>
    public bool HangsOnDiversity => SuspectsCollapse || (IsJudged && !HasWon && LooksBalanced);

    /// <summary>The last updates, as many as judging takes.</summary>
    public IReadOnlyList<StepMeans> Recent => [.. recent];

    private bool IsJudged => IsWarm && blind is not null && HasAccuracies;

    private bool IsWarm => recent.Count >= thresholds.Window && recent.Last().Step > thresholds.Warmup;

    private bool HasAccuracies => Window.All(step => step.Accuracies.ContainsKey(Shares.Real) && step.Accuracies.ContainsKey(Shares.Fake));

    private IEnumerable<StepMeans> Window => recent.TakeLast(thresholds.Window);

    private bool HasWon =>
        Scaled(DiscriminatorLoss, blind!.Discriminator) < thresholds.FailedLoss
        && Accuracy(Shares.Real) > thresholds.FailedAccuracy
        && Accuracy(Shares.Fake) > thresholds.FailedAccuracy;

    private bool LooksBalanced => BoundsOfBalance().All(static bound => bound.Holds);

    private double DiscriminatorLoss => Window.Average(
        step => step.Losses.Where(loss => Curves.IsDiscriminators(loss.Key)).Average(loss => loss.Value));

    private double GeneratorLoss => Window.Average(GeneratorLossOf);

    /// <summary>Takes an update in.</summary>
    /// <param name="step">Its losses and accuracies.</param>
    public void Add(StepMeans step)
    {
        recent.Enqueue(step);
        if (recent.Count > Math.Max(thresholds.Window, PeriodsWatched * thresholds.LongestPeriod))
        {
            recent.Dequeue();
        }
    }

    /// <summary>Says how the training is going.</summary>
    /// <param name="diversity">How different samples are from each other, over how different real images are; null where it was not measured.</param>
    public TrainingVerdict Judge(double? diversity)
    {
        if (!IsJudged)
        {
            return new TrainingVerdict(TrainingCondition.Unjudged, IsWarm ? "losses of this kind have no scale" : "too early to tell");
        }

        var figures = Figures(diversity);
        if (HasWon)
        {
            return new TrainingVerdict(TrainingCondition.ConvergenceFailure, $"{KindOfFailure()}: {figures}");
        }

        if (SuspectsCollapse && diversity < thresholds.CollapsedDiversity)
        {
            return new TrainingVerdict(TrainingCondition.ModeCollapse, $"samples are alike: {figures}");
        }

        var failed = BoundsOfStability().FirstOrDefault(static bound => !bound.Holds);
        if (failed is null)
        {
            return new TrainingVerdict(TrainingCondition.Stable, figures);
        }

        if (!LooksBalanced)
        {
            return new TrainingVerdict(TrainingCondition.Unsettled, $"{failed}: {figures}");
        }

        return diversity < thresholds.CollapsedDiversity
            ? new TrainingVerdict(TrainingCondition.Unsettled, $"the discriminator guesses, and samples are alike: {figures}")
            : new TrainingVerdict(TrainingCondition.Balanced, $"the discriminator guesses: {figures}");
    }

    /// <summary>Of several generators their mean.</summary>
    private static double GeneratorLossOf(StepMeans step) => step.Losses.Where(loss => Curves.IsGenerators(loss.Key)).Average(loss => loss.Value);

    /// <summary>A loss as it were if it were a cross-entropy.</summary>
    private static double Scaled(double loss, double blindValue) => loss / blindValue * BlindLoss.CrossEntropy.Discriminator;

    private IEnumerable<Bound> BoundsOfStability()
    {
        yield return OfLoss("discriminator", DiscriminatorLoss, blind!.Discriminator, thresholds.StableLossMin, thresholds.StableLossMax);
        if (blind.Generator is { } scale)
        {
            yield return OfLoss("generator", GeneratorLoss, scale, thresholds.StableGeneratorLossMin, thresholds.StableGeneratorLossMax);
        }

        yield return OfShare("real", Shares.Real, thresholds.StableAccuracyMin, thresholds.StableAccuracyMax);
        yield return OfShare("generated", Shares.Fake, thresholds.StableAccuracyMin, thresholds.StableAccuracyMax);
    }

    private IEnumerable<Bound> BoundsOfBalance()
    {
        var (guess, least, most) = (BlindLoss.CrossEntropy.Discriminator, 0.5 - thresholds.BalancedAccuracyMargin, 0.5 + thresholds.BalancedAccuracyMargin);
        var margin = thresholds.BalancedLossMargin;
        yield return OfLoss("discriminator", DiscriminatorLoss, blind!.Discriminator, guess - margin, guess + margin);
        if (blind.Generator is { } scale)
        {
            yield return OfLoss("generator", GeneratorLoss, scale, guess - margin, guess + margin);
        }

        yield return OfShare("real", Shares.Real, least, most);
        yield return OfShare("generated", Shares.Fake, least, most);
    }

    /// <summary>Bounds of a cross-entropy, in the units of a loss of another scale.</summary>
    private static Bound OfLoss(string player, double loss, double scale, double min, double max)
    {
        var unit = scale / BlindLoss.CrossEntropy.Discriminator;
        return new Bound($"a loss of the {player} of {{0}}", loss, min * unit, max * unit, "0.00#");
    }

    private Bound OfShare(string kind, string share, double min, double max) => new($"{{0}} of {kind} images told", Accuracy(share), min, max, "0.#%");

    private string KindOfFailure() => blind!.Generator is { } scale && Scaled(GeneratorLoss, scale) < thresholds.FailedLoss
        ? "both losses fell to nothing"
        : "the discriminator has won and the generator's loss stays high";

    private string Figures(double? diversity)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"discriminator {DiscriminatorLoss:0.00}, generator {GeneratorLoss:0.00}, "
            + $"{Accuracy(Shares.Real):0%} of real and {Accuracy(Shares.Fake):0%} of generated images told");
        var (correlation, period) = Swing();
        text += correlation > thresholds.Swing ? string.Create(CultureInfo.InvariantCulture, $", generator loss swings every {period} updates") : string.Empty;
        return diversity is { } value ? text + string.Create(CultureInfo.InvariantCulture, $", diversity {value:0.00} of the data's") : text;
    }

    private double Accuracy(string share) => Window.Average(step => step.Accuracies[share]);

    /// <summary>The highest autocorrelation of the generator's loss, less its trend, at the lags of a swing.</summary>
    private (double Correlation, int Period) Swing()
    {
        var values = Detrended([.. recent.Select(GeneratorLossOf)]);
        var variance = values.Sum(value => value * value);
        var lags = Enumerable.Range(thresholds.ShortestPeriod, thresholds.LongestPeriod - thresholds.ShortestPeriod + 1).Where(lag => lag < values.Length / 2);
        return lags.Select(
            lag => (values.Skip(lag).Zip(values, (later, earlier) => later * earlier).Sum() / variance, lag)).DefaultIfEmpty().MaxBy(peak => peak.Item1);
    }

    /// <summary>Values less the line that fits them best.</summary>
    private static double[] Detrended(double[] values)
    {
        var (middle, mean) = ((values.Length - 1) / 2.0, values.Average());
        var slope = values.Select((value, i) => (i - middle) * (value - mean)).Sum() / values.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return [.. values.Select((value, i) => value - mean - (slope * (i - middle)))];
    }
}
