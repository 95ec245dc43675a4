namespace Gans.Models;

/// <summary>The numbers in which convolutions multiply while a network is trained. Weights, sums and everything else are Float32 in either.</summary>
/// <remarks>Micikevicius et al., Mixed Precision Training, 2017 (arXiv:1710.03740); Kalamkar et al., A Study of BFLOAT16, 2019 (arXiv:1905.12322).</remarks>
public enum Precision
{
    /// <summary>24 binary digits.</summary>
    Float32,

    /// <summary>8 binary digits and Float32's range: faster on processors that have units for it, slower on all others.</summary>
    Bfloat16,
}
