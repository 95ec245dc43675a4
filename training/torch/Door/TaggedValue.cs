using System.Runtime.InteropServices;

namespace Gans.Torch.Door;

/// <summary>Kind of a value on the dispatcher's stack; the shim's <c>gans_tag</c>.</summary>
internal enum Tag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    DoubleList = 6,
    BoolList = 7,
    TensorList = 8,
    OptionalTensorList = 9,
    Text = 10,
    Device = 11,
}

/// <summary>One argument or result as it crosses the door; the shim's <c>gans_value</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct TaggedValue
{
    [FieldOffset(0)]
    public Tag Tag;

    /// <summary>Length of a list.</summary>
    [FieldOffset(4)]
    public int Count;

    [FieldOffset(8)]
    public long Integer;

    [FieldOffset(8)]
    public double Real;

    [FieldOffset(8)]
    public nint Pointer;
}
