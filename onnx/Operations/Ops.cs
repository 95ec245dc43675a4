using Gans.Onnx.Converters;
using Gans.Onnx.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>
/// Functional operations that an export can follow: each is TorchSharp's own call, and tells the recorder of an export that runs on this thread.
/// Use them for the code between modules, where TorchSharp's operators and functions would leave no trace.
/// </summary>
/// <remarks>
/// Results are owned as those of TorchSharp's calls; arguments are neither changed nor kept. Axes may be negative: they then count from the innermost.
/// </remarks>
public static partial class Ops
{
    /// <summary>a + b, broadcast.</summary>
    public static Tensor Add(Tensor a, Tensor b) => Traced(a.Plus(b), "Add", [a, b], Functional.Binary("Add"));

    /// <inheritdoc cref="Add(Tensor, Tensor)"/>
    public static Tensor Add(Tensor a, double b) => Traced(a.Plus(b), $"Add({b})", [a], Functional.Binary("Add", b));

    /// <summary>a - b, broadcast.</summary>
    public static Tensor Subtract(Tensor a, Tensor b) => Traced(a.sub(b), "Subtract", [a, b], Functional.Binary("Sub"));

    /// <inheritdoc cref="Subtract(Tensor, Tensor)"/>
    public static Tensor Subtract(Tensor a, double b) => Traced(a.Minus(b), $"Subtract({b})", [a], Functional.Binary("Sub", b));

    /// <inheritdoc cref="Subtract(Tensor, Tensor)"/>
    public static Tensor Subtract(double a, Tensor b) => Traced(b.From(a), $"Subtract({a})", [b], Functional.Binary("Sub", a, reversed: true));

    /// <summary>a * b, broadcast.</summary>
    public static Tensor Multiply(Tensor a, Tensor b) => Traced(a.mul(b), "Multiply", [a, b], Functional.Binary("Mul"));

    /// <inheritdoc cref="Multiply(Tensor, Tensor)"/>
    public static Tensor Multiply(Tensor a, double b) => Traced(a.Times(b), $"Multiply({b})", [a], Functional.Binary("Mul", b));

    /// <summary>a / b, broadcast; of integers the real quotient.</summary>
    public static Tensor Divide(Tensor a, Tensor b) => Traced(a.div(b), "Divide", [a, b], Functional.Binary("Div"));

    /// <inheritdoc cref="Divide(Tensor, Tensor)"/>
    public static Tensor Divide(Tensor a, double b) => Traced(a.Over(b), $"Divide({b})", [a], Functional.Binary("Div", b));

    /// <inheritdoc cref="Divide(Tensor, Tensor)"/>
    public static Tensor Divide(double a, Tensor b) => Traced(b.Under(a), $"Divide({a})", [b], Functional.Binary("Div", a, reversed: true));

    /// <summary>The greater of both, broadcast.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => Traced(torch.maximum(a, b), "Maximum", [a, b], Functional.Binary("Max"));

    /// <summary>The lesser of both, broadcast.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => Traced(torch.minimum(a, b), "Minimum", [a, b], Functional.Binary("Min"));

    /// <summary>a to the power of an exponent.</summary>
    public static Tensor Pow(Tensor a, double exponent) =>
        Traced(a.pow(Held.Number(exponent)), $"Pow({exponent})", [a], call => Functional.Pow(call, exponent));

    /// <summary>Values at least <paramref name="min"/> and at most <paramref name="max"/>.</summary>
    public static Tensor Clamp(Tensor a, double min, double max) =>
        Traced(a.clamp(Held.Number(min), Held.Number(max)), $"Clamp({min}, {max})", [a], call => Activations.Clip(call, min, max));

    /// <summary>a + weight * (b - a).</summary>
    public static Tensor Lerp(Tensor a, Tensor b, double weight) =>
        Traced(torch.lerp(a, b, weight), $"Lerp({weight})", [a, b], call => Functional.Lerp(call, weight));

    /// <summary>-a.</summary>
    public static Tensor Negate(Tensor a) => Traced(a.neg(), "Negate", [a], Functional.Unary("Neg"));

    /// <summary>The absolute values.</summary>
    public static Tensor Abs(Tensor a) => Traced(a.abs(), "Abs", [a], Functional.Unary("Abs"));

    /// <summary>The square roots.</summary>
    public static Tensor Sqrt(Tensor a) => Traced(a.sqrt(), "Sqrt", [a], Functional.Unary("Sqrt"));

    /// <summary>The reciprocals of the square roots.</summary>
    public static Tensor ReciprocalSqrt(Tensor a) =>
        Traced(a.rsqrt(), "ReciprocalSqrt", [a], static call => call.Add("Reciprocal", [Functional.Unary("Sqrt")(call)]));

    /// <summary>The reciprocals.</summary>
    public static Tensor Reciprocal(Tensor a) => Traced(a.reciprocal(), "Reciprocal", [a], Functional.Unary("Reciprocal"));

    /// <summary>The squares.</summary>
    public static Tensor Square(Tensor a) => Traced(a.Squared(), "Square", [a], static call => Functional.Pow(call, 2));

    /// <summary>The exponentials.</summary>
    public static Tensor Exp(Tensor a) => Traced(a.exp(), "Exp", [a], Functional.Unary("Exp"));

    /// <summary>The natural logarithms.</summary>
    public static Tensor Log(Tensor a) => Traced(a.log(), "Log", [a], Functional.Unary("Log"));

    /// <summary>The sines.</summary>
    public static Tensor Sin(Tensor a) => Traced(a.sin(), "Sin", [a], Functional.Unary("Sin"));

    /// <summary>The cosines.</summary>
    public static Tensor Cos(Tensor a) => Traced(a.cos(), "Cos", [a], Functional.Unary("Cos"));

    /// <summary>-1, 0 or 1.</summary>
    public static Tensor Sign(Tensor a) => Traced(a.sign(), "Sign", [a], Functional.Unary("Sign"));

    /// <summary>The next integers below.</summary>
    public static Tensor Floor(Tensor a) => Traced(a.floor(), "Floor", [a], Functional.Unary("Floor"));

    /// <summary>The next integers above.</summary>
    public static Tensor Ceiling(Tensor a) => Traced(a.ceil(), "Ceiling", [a], Functional.Unary("Ceil"));

    /// <summary>The nearest integers, halves to the even one.</summary>
    public static Tensor Round(Tensor a) => Traced(a.round(), "Round", [a], Functional.Unary("Round"));

    /// <summary>Whether a = b, broadcast.</summary>
    public static Tensor EqualTo(Tensor a, Tensor b) => Traced(a.eq(b), "EqualTo", [a, b], Functional.Comparison("Equal"));

    /// <inheritdoc cref="EqualTo(Tensor, Tensor)"/>
    public static Tensor EqualTo(Tensor a, double b) => Traced(a.eq(Held.Number(b)), $"EqualTo({b})", [a], Functional.Comparison("Equal", b));

    /// <summary>Whether a &gt; b, broadcast.</summary>
    public static Tensor GreaterThan(Tensor a, Tensor b) => Traced(a.gt(b), "GreaterThan", [a, b], Functional.Comparison("Greater"));

    /// <inheritdoc cref="GreaterThan(Tensor, Tensor)"/>
    public static Tensor GreaterThan(Tensor a, double b) => Traced(a.gt(Held.Number(b)), $"GreaterThan({b})", [a], Functional.Comparison("Greater", b));

    /// <summary>Whether a &gt;= b, broadcast.</summary>
    public static Tensor GreaterOrEqual(Tensor a, Tensor b) => Traced(a.ge(b), "GreaterOrEqual", [a, b], Functional.Comparison("GreaterOrEqual"));

    /// <inheritdoc cref="GreaterOrEqual(Tensor, Tensor)"/>
    public static Tensor GreaterOrEqual(Tensor a, double b) =>
        Traced(a.ge(Held.Number(b)), $"GreaterOrEqual({b})", [a], Functional.Comparison("GreaterOrEqual", b));

    /// <summary>Whether a &lt; b, broadcast.</summary>
    public static Tensor LessThan(Tensor a, Tensor b) => Traced(a.lt(b), "LessThan", [a, b], Functional.Comparison("Less"));

    /// <inheritdoc cref="LessThan(Tensor, Tensor)"/>
    public static Tensor LessThan(Tensor a, double b) => Traced(a.lt(Held.Number(b)), $"LessThan({b})", [a], Functional.Comparison("Less", b));

    /// <summary>Whether a &lt;= b, broadcast.</summary>
    public static Tensor LessOrEqual(Tensor a, Tensor b) => Traced(a.le(b), "LessOrEqual", [a, b], Functional.Comparison("LessOrEqual"));

    /// <inheritdoc cref="LessOrEqual(Tensor, Tensor)"/>
    public static Tensor LessOrEqual(Tensor a, double b) => Traced(a.le(Held.Number(b)), $"LessOrEqual({b})", [a], Functional.Comparison("LessOrEqual", b));

    /// <summary>Whether a flag is not set.</summary>
    public static Tensor Not(Tensor a) => Traced(a.logical_not(), "Not", [a], static call => call.Add("Not", [call.Cast(call.Input, ScalarType.Bool)]));

    /// <summary>Where the condition holds a, elsewhere b, broadcast.</summary>
    /// <param name="condition">Flags.</param>
    /// <param name="a">Taken where the flag is set.</param>
    /// <param name="b">Taken where it is not, of the type of <paramref name="a"/>.</param>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b) => Traced(torch.where(condition, a, b), "Where", [condition, a, b], Functional.Where);

    /// <summary>The values in another element type.</summary>
    public static Tensor Cast(Tensor a, ScalarType type) => Traced(a.to_type(type), $"Cast({type})", [a], Functional.CastTo);

    /// <summary>Tells the recorder of this thread, if one is on, what was computed and how ONNX says it.</summary>
    private static Tensor Traced(Tensor result, string title, IReadOnlyList<Tensor?> inputs, Func<OnnxCall, OnnxValue> form, params ReadOnlySpan<long> sizes)
    {
        Recorder.Current?.Note(title, inputs, [result], sizes.ToArray(), call => [form(call)]);
        return result;
    }
}
