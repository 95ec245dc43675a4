using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gans.Torch.Door;

/// <summary>An argument of an operator before it is marshalled. Made by conversion, so that a call reads like the schema.</summary>
internal readonly struct Argument
{
    private Argument(Tag tag, long bits = 0, object? reference = null)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
    }

    /// <summary>The schema's <c>None</c>.</summary>
    public static Argument None => default;

    public Tag Tag { get; }

    /// <summary>The integer, the flag, the packed device, or the bits of the real number.</summary>
    public long Bits { get; }

    /// <summary>The tensor or the list.</summary>
    public object? Reference { get; }

    public double Real => BitConverter.Int64BitsToDouble(Bits);

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(Tag.Tensor, reference: value);

    public static implicit operator Argument(long value) => new(Tag.Int, value);

    public static implicit operator Argument(int value) => new(Tag.Int, value);

    public static implicit operator Argument(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Argument(long[]? value) => value is null ? None : new(Tag.IntList, reference: value);

    public static implicit operator Argument(double[] value) => new(Tag.DoubleList, reference: value);

    public static implicit operator Argument(bool[] value) => new(Tag.BoolList, reference: Array.ConvertAll(value, flag => flag ? 1L : 0L));

    public static implicit operator Argument(Tensor[] value) => new(Tag.TensorList, reference: value);

    public static implicit operator Argument(string value) => new(Tag.Text, reference: value);

    public static implicit operator Argument(DType value) => new(Tag.Int, (long)value);

    public static implicit operator Argument(Device value) => new(Tag.Device, value.Pack());

    /// <summary>A list in which null stands for "no index on this axis", as <c>aten::index</c> takes it.</summary>
    [SuppressMessage("Style", "IDE0046", Justification = "Symmetric with the conversions.")]
    public static Argument Optional(params Tensor?[] values) => new(Tag.OptionalTensorList, reference: values);

    /// <summary>A number as the schema's <c>Scalar</c>, for a tensor of any type.</summary>
    public static Argument Scalar(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ListLength() => Reference switch
    {
        long[] integers => integers.Length,
        double[] reals => reals.Length,
        Tensor?[] tensors => tensors.Length,
        _ => 0,
    };
}
