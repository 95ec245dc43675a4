using Gans.Torch.Door;

namespace Gans.Torch;

public sealed partial class Tensor
{
    private static readonly Operator NegateOperator = new("neg");
    private static readonly Operator SquareOperator = new("square");
    private static readonly Operator SqrtOperator = new("sqrt");
    private static readonly Operator RsqrtOperator = new("rsqrt");
    private static readonly Operator ExpOperator = new("exp");
    private static readonly Operator LogOperator = new("log");
    private static readonly Operator AbsOperator = new("abs");
    private static readonly Operator SinOperator = new("sin");
    private static readonly Operator CosOperator = new("cos");
    private static readonly Operator SignOperator = new("sign");
    private static readonly Operator FloorOperator = new("floor");
    private static readonly Operator RoundOperator = new("round");
    private static readonly Operator ReciprocalOperator = new("reciprocal");
    private static readonly Operator LogicalNotOperator = new("logical_not");
    private static readonly Operator IsFiniteOperator = new("isfinite");
    private static readonly Operator AddOperator = new("add", "Tensor");
    private static readonly Operator AddNumberOperator = new("add", "Scalar");
    private static readonly Operator SubtractOperator = new("sub", "Tensor");
    private static readonly Operator SubtractNumberOperator = new("sub", "Scalar");
    private static readonly Operator MultiplyOperator = new("mul", "Tensor");
    private static readonly Operator MultiplyNumberOperator = new("mul", "Scalar");
    private static readonly Operator DivideOperator = new("div", "Tensor");
    private static readonly Operator DivideNumberOperator = new("div", "Scalar");
    private static readonly Operator NumberMinusOperator = new("rsub", "Scalar");
    private static readonly Operator PowOperator = new("pow", "Tensor_Scalar");
    private static readonly Operator ClampOperator = new("clamp");
    private static readonly Operator MaximumOperator = new("maximum");
    private static readonly Operator MinimumOperator = new("minimum");
    private static readonly Operator LerpOperator = new("lerp", "Scalar");
    private static readonly Operator WhereOperator = new("where", "self");
    private static readonly Operator EqualToOperator = new("eq", "Tensor");
    private static readonly Operator EqualToNumberOperator = new("eq", "Scalar");
    private static readonly Operator GreaterThanOperator = new("gt", "Tensor");
    private static readonly Operator GreaterThanNumberOperator = new("gt", "Scalar");
    private static readonly Operator GreaterOrEqualOperator = new("ge", "Tensor");
    private static readonly Operator GreaterOrEqualNumberOperator = new("ge", "Scalar");
    private static readonly Operator LessThanOperator = new("lt", "Tensor");
    private static readonly Operator LessThanNumberOperator = new("lt", "Scalar");
    private static readonly Operator LessOrEqualOperator = new("le", "Tensor");
    private static readonly Operator LessOrEqualNumberOperator = new("le", "Scalar");

    /// <summary>The sum. Shapes broadcast.</summary>
    public static Tensor operator +(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Add(right);
    }

    /// <summary>The sum.</summary>
    public static Tensor operator +(Tensor left, double right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Add(right);
    }

    /// <summary>The difference. Shapes broadcast.</summary>
    public static Tensor operator -(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Subtract(right);
    }

    /// <summary>The difference.</summary>
    public static Tensor operator -(Tensor left, double right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Subtract(right);
    }

    /// <summary>The product. Shapes broadcast.</summary>
    public static Tensor operator *(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Multiply(right);
    }

    /// <summary>The product.</summary>
    public static Tensor operator *(Tensor left, double right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Multiply(right);
    }

    /// <summary>The quotient. Shapes broadcast.</summary>
    public static Tensor operator /(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Divide(right);
    }

    /// <summary>The quotient.</summary>
    public static Tensor operator /(Tensor left, double right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Divide(right);
    }

    /// <summary>The sum.</summary>
    public static Tensor operator +(double left, Tensor right) => right + left;

    /// <summary>The product.</summary>
    public static Tensor operator *(double left, Tensor right) => right * left;

    /// <summary>The difference.</summary>
    public static Tensor operator -(double left, Tensor right) => NumberMinusOperator.Call(right, left);

    /// <summary>The quotient.</summary>
    public static Tensor operator /(double left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right.Reciprocal() * left;
    }

    /// <summary>The negative.</summary>
    public static Tensor operator -(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Negate();
    }

    /// <summary>Elements of one tensor where the condition holds, else of the other. Shapes broadcast.</summary>
    /// <param name="condition">Bool.</param>
    /// <param name="then">Taken where true.</param>
    /// <param name="otherwise">Taken where false, of the same type.</param>
    public static Tensor Where(Tensor condition, Tensor then, Tensor otherwise) => WhereOperator.Call(condition, then, otherwise);

    /// <summary>The sum. Shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor Add(Tensor other) => AddOperator.Call(this, other);

    /// <summary>The sum.</summary>
    /// <param name="other">The right side.</param>
    public Tensor Add(double other) => AddNumberOperator.Call(this, other);

    /// <summary>The difference. Shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor Subtract(Tensor other) => SubtractOperator.Call(this, other);

    /// <summary>The difference.</summary>
    /// <param name="other">The right side.</param>
    public Tensor Subtract(double other) => SubtractNumberOperator.Call(this, other);

    /// <summary>The product. Shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor Multiply(Tensor other) => MultiplyOperator.Call(this, other);

    /// <summary>The product.</summary>
    /// <param name="other">The right side.</param>
    public Tensor Multiply(double other) => MultiplyNumberOperator.Call(this, other);

    /// <summary>The quotient. Shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor Divide(Tensor other) => DivideOperator.Call(this, other);

    /// <summary>The quotient.</summary>
    /// <param name="other">The right side.</param>
    public Tensor Divide(double other) => DivideNumberOperator.Call(this, other);

    /// <summary>The negative.</summary>
    public Tensor Negate() => NegateOperator.Call(this);

    /// <summary>The square.</summary>
    public Tensor Square() => SquareOperator.Call(this);

    /// <summary>The square root.</summary>
    public Tensor Sqrt() => SqrtOperator.Call(this);

    /// <summary>One over the square root.</summary>
    public Tensor Rsqrt() => RsqrtOperator.Call(this);

    /// <summary>e to the power of each element.</summary>
    public Tensor Exp() => ExpOperator.Call(this);

    /// <summary>The natural logarithm.</summary>
    public Tensor Log() => LogOperator.Call(this);

    /// <summary>The absolute value.</summary>
    public Tensor Abs() => AbsOperator.Call(this);

    /// <summary>The sine of an angle in radians.</summary>
    public Tensor Sin() => SinOperator.Call(this);

    /// <summary>The cosine of an angle in radians.</summary>
    public Tensor Cos() => CosOperator.Call(this);

    /// <summary>-1, 0 or 1.</summary>
    public Tensor Sign() => SignOperator.Call(this);

    /// <summary>The greatest integer that is not above.</summary>
    public Tensor Floor() => FloorOperator.Call(this);

    /// <summary>The nearest integer; halves go to the even one.</summary>
    public Tensor Round() => RoundOperator.Call(this);

    /// <summary>One over each element.</summary>
    public Tensor Reciprocal() => ReciprocalOperator.Call(this);

    /// <summary>True where the element is zero.</summary>
    public Tensor LogicalNot() => LogicalNotOperator.Call(this);

    /// <summary>True where the element is neither infinite nor NaN.</summary>
    public Tensor IsFinite() => IsFiniteOperator.Call(this);

    /// <summary>Each element to a power.</summary>
    /// <param name="exponent">The power.</param>
    public Tensor Pow(double exponent) => PowOperator.Call(this, exponent);

    /// <summary>Each element, moved into a range.</summary>
    /// <param name="min">The least result.</param>
    /// <param name="max">The greatest result.</param>
    public Tensor Clamp(double min, double max) => ClampOperator.Call(this, min, max);

    /// <summary>The greater of two elements. Shapes broadcast.</summary>
    /// <param name="other">The other tensor.</param>
    public Tensor Maximum(Tensor other) => MaximumOperator.Call(this, other);

    /// <summary>The lesser of two elements. Shapes broadcast.</summary>
    /// <param name="other">The other tensor.</param>
    public Tensor Minimum(Tensor other) => MinimumOperator.Call(this, other);

    /// <summary>The point between this (at 0) and another (at 1).</summary>
    /// <param name="end">The other end, of the same shape.</param>
    /// <param name="weight">Where between.</param>
    public Tensor Lerp(Tensor end, double weight) => LerpOperator.Call(this, end, weight);

    /// <summary>True where this is equal to the other. Bool; shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor EqualTo(Tensor other) => EqualToOperator.Call(this, other);

    /// <summary>True where this is equal to a number. Bool.</summary>
    /// <param name="other">The right side.</param>
    public Tensor EqualTo(double other) => EqualToNumberOperator.Call(this, other);

    /// <summary>True where this is greater than the other. Bool; shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor GreaterThan(Tensor other) => GreaterThanOperator.Call(this, other);

    /// <summary>True where this is greater than a number. Bool.</summary>
    /// <param name="other">The right side.</param>
    public Tensor GreaterThan(double other) => GreaterThanNumberOperator.Call(this, other);

    /// <summary>True where this is at least the other. Bool; shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor GreaterOrEqual(Tensor other) => GreaterOrEqualOperator.Call(this, other);

    /// <summary>True where this is at least a number. Bool.</summary>
    /// <param name="other">The right side.</param>
    public Tensor GreaterOrEqual(double other) => GreaterOrEqualNumberOperator.Call(this, other);

    /// <summary>True where this is less than the other. Bool; shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor LessThan(Tensor other) => LessThanOperator.Call(this, other);

    /// <summary>True where this is less than a number. Bool.</summary>
    /// <param name="other">The right side.</param>
    public Tensor LessThan(double other) => LessThanNumberOperator.Call(this, other);

    /// <summary>True where this is at most the other. Bool; shapes broadcast.</summary>
    /// <param name="other">The right side.</param>
    public Tensor LessOrEqual(Tensor other) => LessOrEqualOperator.Call(this, other);

    /// <summary>True where this is at most a number. Bool.</summary>
    /// <param name="other">The right side.</param>
    public Tensor LessOrEqual(double other) => LessOrEqualNumberOperator.Call(this, other);
}
