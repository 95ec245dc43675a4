using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>
/// Arithmetic whose numbers are <see cref="Held"/>: no collection of garbage takes them from under libtorch, as it can those of TorchSharp's operators.
/// </summary>
/// <remarks>
/// The same calls of libtorch, so the same bits. Tensor - tensor, tensor * tensor, tensor / tensor and -tensor need no number and are safe as they are.
/// </remarks>
public static class TensorArithmetic
{
    /// <summary>a + b, broadcast.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, Held.Number(1));

    /// <inheritdoc cref="Plus(Tensor, Tensor)"/>
    public static Tensor Plus(this Tensor a, double b) => a.add(Held.Number(b), Held.Number(1));

    /// <inheritdoc cref="Plus(Tensor, Tensor)"/>
    public static Tensor Plus(this Tensor a, long b) => a.add(Held.Number(b), Held.Number(1));

    /// <summary>Adds b to a, in a's place.</summary>
    /// <returns>a itself.</returns>
    public static Tensor AddInPlace(this Tensor a, Tensor b) => a.add_(b, Held.Number(1));

    /// <inheritdoc cref="AddInPlace(Tensor, Tensor)"/>
    public static Tensor AddInPlace(this Tensor a, double b) => a.add_(Held.Number(b), Held.Number(1));

    /// <inheritdoc cref="AddInPlace(Tensor, Tensor)"/>
    public static Tensor AddInPlace(this Tensor a, long b) => a.add_(Held.Number(b), Held.Number(1));

    /// <summary>a - b.</summary>
    public static Tensor Minus(this Tensor a, double b) => a.sub(Held.Number(b));

    /// <inheritdoc cref="Minus(Tensor, double)"/>
    public static Tensor Minus(this Tensor a, long b) => a.sub(Held.Number(b));

    /// <summary>b - a.</summary>
    public static Tensor From(this Tensor a, double b)
    {
        using var negative = -a;
        return negative.Plus(b);
    }

    /// <inheritdoc cref="From(Tensor, double)"/>
    public static Tensor From(this Tensor a, long b)
    {
        using var negative = -a;
        return negative.Plus(b);
    }

    /// <summary>a * b.</summary>
    public static Tensor Times(this Tensor a, double b) => a.mul(Held.Number(b));

    /// <inheritdoc cref="Times(Tensor, double)"/>
    public static Tensor Times(this Tensor a, long b) => a.mul(Held.Number(b));

    /// <summary>a / b; of integers the real quotient.</summary>
    public static Tensor Over(this Tensor a, double b) => a.div(Held.Number(b));

    /// <inheritdoc cref="Over(Tensor, double)"/>
    public static Tensor Over(this Tensor a, long b) => a.div(Held.Number(b));

    /// <summary>b / a.</summary>
    public static Tensor Under(this Tensor a, double b)
    {
        using var reciprocal = a.reciprocal();
        return reciprocal.Times(b);
    }

    /// <summary>The squares.</summary>
    public static Tensor Squared(this Tensor a) => a.pow(Held.Number(2));
}
