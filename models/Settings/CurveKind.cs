namespace Gans.Models;

/// <summary>The function whose points (x, f(x)) are learned, x from -0.5 to 0.5. Chapter 6 of Brownlee.</summary>
public enum CurveKind
{
    /// <summary>x^2.</summary>
    Parabola,

    /// <summary>sin(2 pi x) / 2: one wave.</summary>
    Sine,

    /// <summary>exp(-(x / 0.15)^2 / 2) / 2: a Gaussian bell.</summary>
    Gaussian,

    /// <summary>16 x^4 - 4 x^2 + 1/4: two valleys at x = +-1/sqrt(8).</summary>
    Polynomial,
}
