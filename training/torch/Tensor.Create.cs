using Gans.Torch.Door;

namespace Gans.Torch;

public sealed partial class Tensor
{
    private static readonly Operator EmptyOperator = new("empty", "memory_format");
    private static readonly Operator ZerosLikeOperator = new("zeros_like");
    private static readonly Operator FullOperator = new("full");
    private static readonly Operator RandnOperator = new("randn");
    private static readonly Operator RandOperator = new("rand");
    private static readonly Operator RandintOperator = new("randint", "low");
    private static readonly Operator RandpermOperator = new("randperm");
    private static readonly Operator ArangeOperator = new("arange", "start");

    /// <summary>Room for values, with whatever lies there.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="type">Element type.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor Empty(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) =>
        EmptyOperator.Call(shape.ToArray(), type, Argument.None, device, false);

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="type">Element type.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor Zeros(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) => Full(shape, 0, type, device);

    /// <summary>A tensor of ones.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="type">Element type.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor Ones(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) => Full(shape, 1, type, device);

    /// <summary>A tensor of one value.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">Element type.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor Full(ReadOnlySpan<long> shape, double value, DType type = DType.Float32, Device device = default) =>
        FullOperator.Call(shape.ToArray(), value, type, Argument.None, device, false);

    /// <summary>Zeros of this tensor's shape, type, device and memory layout, outside the graph.</summary>
    public Tensor ZerosLike() => ZerosLikeOperator.Call(this);

    /// <summary>The integers from 0 up to, not including, <paramref name="count"/>: Int64 [count].</summary>
    /// <param name="count">How many.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor Range(long count, Device device = default) => ArangeOperator.Call(0L, count, DType.Int64, Argument.None, device, false);

    /// <summary>Independent draws from N(0, 1), by the device's generator.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="type">A floating-point type.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor RandomNormal(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) =>
        RandnOperator.Call(shape.ToArray(), type, Argument.None, device, false);

    /// <summary>Independent draws from the uniform distribution on [0, 1), by the device's generator.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="type">A floating-point type.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor RandomUniform(ReadOnlySpan<long> shape, DType type = DType.Float32, Device device = default) =>
        RandOperator.Call(shape.ToArray(), type, Argument.None, device, false);

    /// <summary>Independent uniform integers, by the device's generator: Int64.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">One more than the greatest.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor RandomIntegers(long low, long high, ReadOnlySpan<long> shape, Device device = default) =>
        RandintOperator.Call(low, high, shape.ToArray(), DType.Int64, Argument.None, device, false);

    /// <summary>The integers from 0 up to <paramref name="count"/> in random order: Int64 [count].</summary>
    /// <param name="count">How many.</param>
    /// <param name="device">Where; the CPU by default.</param>
    public static Tensor RandomPermutation(long count, Device device = default) => RandpermOperator.Call(count, DType.Int64, Argument.None, device, false);
}
