namespace Gans.Inference;

/// <summary>
/// The logarithm, sine and cosine that normal latents need, from additions, multiplications and divisions alone. IEEE 754 fixes those to
/// the bit and .NET never fuses them, while <see cref="Math.Log(double)"/> and <see cref="Math.Cos"/> are each platform's own and may
/// differ in the last bit. Errors stay under 1e-15, far below the float that the results are rounded to.
/// </summary>
internal static class PortableMath
{
    private const int MantissaBits = 52;
    private const int ExponentBias = 1023;
    private const double Ln2 = 0.693147180559945309417232;
    private const double SquareRoot2 = 1.41421356237309504880169;

    /// <summary>Natural logarithm of a positive, normal number.</summary>
    /// <remarks>
    /// x = m 2^e with m from sqrt(1/2) to sqrt(2), then ln m = 2 artanh((m - 1) / (m + 1)) by its power series, whose argument stays under 0.172.
    /// </remarks>
    internal static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> MantissaBits) - ExponentBias;
        var mantissa = BitConverter.Int64BitsToDouble((bits & ((1L << MantissaBits) - 1)) | ((long)ExponentBias << MantissaBits));   // 1 to 2
        if (mantissa > SquareRoot2)
        {
            mantissa *= 0.5;
            exponent++;
        }

        var s = (mantissa - 1) / (mantissa + 1);
        var q = s * s;
        var series = 1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11
            + q * (1.0 / 13 + q * (1.0 / 15 + q * (1.0 / 17 + q * (1.0 / 19 + q * (1.0 / 21))))))))));
        return exponent * Ln2 + 2 * s * series;
    }

    /// <summary>Sine and cosine of <paramref name="turn"/> / 2^32 of a full turn.</summary>
    /// <remarks>The nearest quarter turn is taken off exactly, in integers; the rest, at most an eighth, goes through the Taylor series.</remarks>
    internal static (double Sin, double Cos) SinCosOfTurn(uint turn)
    {
        var quarter = unchecked(turn + (1u << 29)) >> 30;
        var rest = unchecked((int)(turn - (quarter << 30)));
        var x = rest * (2 * Math.PI / 4294967296.0);
        var q = x * x;
        var sin = x * (1 + q * (-1.0 / 6 + q * (1.0 / 120 + q * (-1.0 / 5_040 + q * (1.0 / 362_880 + q * (-1.0 / 39_916_800
            + q * (1.0 / 6_227_020_800 + q * (-1.0 / 1_307_674_368_000 + q * (1.0 / 355_687_428_096_000)))))))));
        var cos = 1 + q * (-1.0 / 2 + q * (1.0 / 24 + q * (-1.0 / 720 + q * (1.0 / 40_320 + q * (-1.0 / 3_628_800
            + q * (1.0 / 479_001_600 + q * (-1.0 / 87_178_291_200 + q * (1.0 / 20_922_789_888_000))))))));
        return quarter switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }
}
