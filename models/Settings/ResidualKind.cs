namespace Gans.Models;

/// <summary>How a residual block joins its result to what it was given.</summary>
public enum ResidualKind
{
    /// <summary>Behind each other along the channels, which grow with each block: chapter 25 of Brownlee.</summary>
    Concatenation,

    /// <summary>Added, as in the papers.</summary>
    Addition,
}
