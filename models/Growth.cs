namespace Gans.Models;

/// <summary>How far a progressively grown network is: which of its levels it uses, and how much of the newest shows.</summary>
/// <param name="Level">The highest level in use; 0 is that of 4x4.</param>
/// <param name="FadeStep">The step of the fade, from 0; 0 where nothing fades.</param>
/// <param name="FadeSteps">Steps of the fade; 0 where the level is used straight through.</param>
public readonly record struct Growth(int Level, long FadeStep = 0, long FadeSteps = 0)
{
    /// <summary>Whether the newest level is faded in.</summary>
    public bool Fades => FadeSteps > 0;

    /// <summary>
    /// The share of the newest level: step / (steps - 1), so that the first step has 0 and the last 1; 1 straight through, and of a single step.
    /// </summary>
    public double Alpha => FadeSteps > 1 ? (double)FadeStep / (FadeSteps - 1) : 1;

    /// <summary>Pixels a side of images.</summary>
    public int Size => SizeOf(Level);

    /// <summary>Pixels a side of the images of a level.</summary>
    /// <param name="level">The level, from 0.</param>
    public static int SizeOf(int level) => 4 << level;
}
