namespace Gans.Models;

/// <summary>A part of a training in which networks grow: one level, faded in or tuned, with optimizers that start anew.</summary>
/// <param name="Level">The level, from 0.</param>
/// <param name="Fades">Whether it is faded in; else it is trained straight through.</param>
/// <param name="BatchSize">Images of a generator update.</param>
/// <param name="Steps">Generator updates, 1 or more.</param>
public sealed record GrowthPhase(int Level, bool Fades, int BatchSize, long Steps)
{
    /// <summary>The learning rates, as a share of those of the settings.</summary>
    public double RateShare { get; init; } = 1;

    /// <summary>How far networks are at one of its steps.</summary>
    /// <param name="step">The step, from 0.</param>
    public Growth At(long step) => Fades ? new Growth(Level, step, Steps) : new Growth(Level);
}
