using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>
/// Functional operations that an export can follow: each is TorchSharp's own call, and tells the recorder of an export that runs on this thread.
/// Use them for the code between modules, where TorchSharp's operators and functions would leave no trace.
/// </summary>
/// <remarks>Results are owned as those of TorchSharp's calls; arguments are neither changed nor kept. Axes may be negative: they then count from the innermost.</remarks>
public static partial class Ops
{
    /// <summary>a + b, broadcast.</summary>
    public static Tensor Add(Tensor a, Tensor b) => a.add(b);

    /// <inheritdoc cref="Add(Tensor, Tensor)"/>
    public static Tensor Add(Tensor a, double b) => a.add(b);

    /// <summary>a - b, broadcast.</summary>
    public static Tensor Subtract(Tensor a, Tensor b) => a.sub(b);

    /// <inheritdoc cref="Subtract(Tensor, Tensor)"/>
    public static Tensor Subtract(Tensor a, double b) => a.sub(b);

    /// <inheritdoc cref="Subtract(Tensor, Tensor)"/>
    public static Tensor Subtract(double a, Tensor b) => a - b;

    /// <summary>a * b, broadcast.</summary>
    public static Tensor Multiply(Tensor a, Tensor b) => a.mul(b);

    /// <inheritdoc cref="Multiply(Tensor, Tensor)"/>
    public static Tensor Multiply(Tensor a, double b) => a.mul(b);

    /// <summary>a / b, broadcast; of integers the real quotient.</summary>
    public static Tensor Divide(Tensor a, Tensor b) => a.div(b);

    /// <inheritdoc cref="Divide(Tensor, Tensor)"/>
    public static Tensor Divide(Tensor a, double b) => a.div(b);

    /// <inheritdoc cref="Divide(Tensor, Tensor)"/>
    public static Tensor Divide(double a, Tensor b) => a / b;

    /// <summary>The greater of both, broadcast.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => torch.maximum(a, b);

    /// <summary>The lesser of both, broadcast.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => torch.minimum(a, b);

    /// <summary>a to the power of an exponent.</summary>
    public static Tensor Pow(Tensor a, double exponent) => a.pow(exponent);

    /// <summary>Values at least <paramref name="min"/> and at most <paramref name="max"/>.</summary>
    public static Tensor Clamp(Tensor a, double min, double max) => a.clamp(min, max);

    /// <summary>a + weight * (b - a).</summary>
    public static Tensor Lerp(Tensor a, Tensor b, double weight) => torch.lerp(a, b, weight);

    /// <summary>-a.</summary>
    public static Tensor Negate(Tensor a) => a.neg();

    /// <summary>The absolute values.</summary>
    public static Tensor Abs(Tensor a) => a.abs();

    /// <summary>The square roots.</summary>
    public static Tensor Sqrt(Tensor a) => a.sqrt();

    /// <summary>The reciprocals of the square roots.</summary>
    public static Tensor ReciprocalSqrt(Tensor a) => a.rsqrt();

    /// <summary>The reciprocals.</summary>
    public static Tensor Reciprocal(Tensor a) => a.reciprocal();

    /// <summary>The squares.</summary>
    public static Tensor Square(Tensor a) => a.square();

    /// <summary>The exponentials.</summary>
    public static Tensor Exp(Tensor a) => a.exp();

    /// <summary>The natural logarithms.</summary>
    public static Tensor Log(Tensor a) => a.log();

    /// <summary>The sines.</summary>
    public static Tensor Sin(Tensor a) => a.sin();

    /// <summary>The cosines.</summary>
    public static Tensor Cos(Tensor a) => a.cos();

    /// <summary>-1, 0 or 1.</summary>
    public static Tensor Sign(Tensor a) => a.sign();

    /// <summary>The next integers below.</summary>
    public static Tensor Floor(Tensor a) => a.floor();

    /// <summary>The next integers above.</summary>
    public static Tensor Ceiling(Tensor a) => a.ceil();

    /// <summary>The nearest integers, halves to the even one.</summary>
    public static Tensor Round(Tensor a) => a.round();

    /// <summary>Whether a = b, broadcast.</summary>
    public static Tensor EqualTo(Tensor a, Tensor b) => a.eq(b);

    /// <inheritdoc cref="EqualTo(Tensor, Tensor)"/>
    public static Tensor EqualTo(Tensor a, double b) => a.eq(b);

    /// <summary>Whether a &gt; b, broadcast.</summary>
    public static Tensor GreaterThan(Tensor a, Tensor b) => a.gt(b);

    /// <inheritdoc cref="GreaterThan(Tensor, Tensor)"/>
    public static Tensor GreaterThan(Tensor a, double b) => a.gt(b);

    /// <summary>Whether a &gt;= b, broadcast.</summary>
    public static Tensor GreaterOrEqual(Tensor a, Tensor b) => a.ge(b);

    /// <inheritdoc cref="GreaterOrEqual(Tensor, Tensor)"/>
    public static Tensor GreaterOrEqual(Tensor a, double b) => a.ge(b);

    /// <summary>Whether a &lt; b, broadcast.</summary>
    public static Tensor LessThan(Tensor a, Tensor b) => a.lt(b);

    /// <inheritdoc cref="LessThan(Tensor, Tensor)"/>
    public static Tensor LessThan(Tensor a, double b) => a.lt(b);

    /// <summary>Whether a &lt;= b, broadcast.</summary>
    public static Tensor LessOrEqual(Tensor a, Tensor b) => a.le(b);

    /// <inheritdoc cref="LessOrEqual(Tensor, Tensor)"/>
    public static Tensor LessOrEqual(Tensor a, double b) => a.le(b);

    /// <summary>Whether a flag is not set.</summary>
    public static Tensor Not(Tensor a) => a.logical_not();

    /// <summary>Where the condition holds a, elsewhere b, broadcast.</summary>
    /// <param name="condition">Flags.</param>
    /// <param name="a">Taken where the flag is set.</param>
    /// <param name="b">Taken where it is not, of the type of <paramref name="a"/>.</param>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b) => torch.where(condition, a, b);

    /// <summary>The values in another element type.</summary>
    public static Tensor Cast(Tensor a, ScalarType type) => a.to_type(type);
}
