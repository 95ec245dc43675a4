namespace Gans.Training;

/// <summary>Where one condition of a training ends and another begins.</summary>
/// <remarks>
/// Losses are those of binary cross-entropy, of which ln 2 is a blind discriminator's. Another loss is scaled to it by its own blind value; one without a scale
/// is not judged.
/// They are those that chapter 10 of Brownlee suggests, but for those of a discriminator that has won, there 0.05 and 0.99. With Adam's defaults (its fourth
/// experiment) a discriminator that has won loses for some updates now and then: its mean loss was 0.00 to 0.14 and its accuracies 96 to 100 %, against 0.25 to
/// 0.5 and 76 to 98 % in mode collapse (E2).
/// </remarks>
public sealed record StateThresholds
{
    /// <summary>First updates that are not judged.</summary>
    public int Warmup { get; init; } = 100;

    /// <summary>Last updates that are judged.</summary>
    public int Window { get; init; } = 50;

    /// <summary>Below this mean loss of the discriminator it has won.</summary>
    public double FailedLoss { get; init; } = 0.15;

    /// <summary>Above this mean accuracy it has won.</summary>
    public double FailedAccuracy { get; init; } = 0.95;

    /// <summary>Above this mean accuracy on generated images they may be few and known.</summary>
    public double CollapsedFakeAccuracy { get; init; } = 0.9;

    /// <summary>Shortest period of a generator loss that swings, in updates.</summary>
    public int ShortestPeriod { get; init; } = 10;

    /// <summary>Longest period of a generator loss that swings, in updates.</summary>
    public int LongestPeriod { get; init; } = 60;

    /// <summary>Autocorrelation from which a swing counts.</summary>
    public double Swing { get; init; } = 0.2;

    /// <summary>Below this diversity, samples over real images, the samples are few.</summary>
    public double CollapsedDiversity { get; init; } = 0.5;

    /// <summary>Least mean loss of the discriminator in a stable training.</summary>
    public double StableLossMin { get; init; } = 0.4;

    /// <summary>Greatest mean loss of the discriminator in a stable training.</summary>
    public double StableLossMax { get; init; } = 0.8;

    /// <summary>Least mean loss of the generator in a stable training.</summary>
    public double StableGeneratorLossMin { get; init; } = 0.5;

    /// <summary>Greatest mean loss of the generator in a stable training.</summary>
    public double StableGeneratorLossMax { get; init; } = 2.5;

    /// <summary>Least mean accuracy in a stable training.</summary>
    public double StableAccuracyMin { get; init; } = 0.55;

    /// <summary>Greatest mean accuracy in a stable training.</summary>
    public double StableAccuracyMax { get; init; } = 0.9;

    /// <summary>Greatest distance of a mean loss from a blind discriminator's, ln 2, in a balanced training.</summary>
    public double BalancedLossMargin { get; init; } = 0.1;

    /// <summary>Greatest distance of a mean accuracy from a half in a balanced training.</summary>
    public double BalancedAccuracyMargin { get; init; } = 0.1;
}
