using Gans.Torch.Door;

namespace Gans.Torch;

/// <summary>How values beyond the edge are made up.</summary>
public enum PadMode
{
    /// <summary>A constant.</summary>
    Constant,

    /// <summary>The mirror image, without the edge itself: <c>c b | a b c | b a</c>.</summary>
    Reflect,

    /// <summary>The edge again: <c>a a | a b c | c c</c>.</summary>
    Replicate,
}

public sealed partial class Tensor
{
    /// <summary>libtorch's number for channels innermost in memory.</summary>
    internal const long ChannelsLastFormat = 2;

    private const long ContiguousFormat = 0;

    private static readonly Operator ReshapeOperator = new("reshape");
    private static readonly Operator FlattenOperator = new("flatten", "using_ints");
    private static readonly Operator PermuteOperator = new("permute");
    private static readonly Operator TransposeOperator = new("transpose", "int");
    private static readonly Operator SqueezeOperator = new("squeeze", "dim");
    private static readonly Operator UnsqueezeOperator = new("unsqueeze");
    private static readonly Operator ExpandOperator = new("expand");
    private static readonly Operator ConcatOperator = new("cat");
    private static readonly Operator StackOperator = new("stack");
    private static readonly Operator SplitOperator = new("split", "Tensor");
    private static readonly Operator SliceOperator = new("slice", "Tensor");
    private static readonly Operator SelectOperator = new("select", "int");
    private static readonly Operator IndexSelectOperator = new("index_select");
    private static readonly Operator GatherOperator = new("gather");
    private static readonly Operator IndexOperator = new("index", "Tensor");
    private static readonly Operator FlipOperator = new("flip");
    private static readonly Operator RepeatOperator = new("repeat");
    private static readonly Operator OneHotOperator = new("one_hot");
    private static readonly Operator PixelShuffleOperator = new("pixel_shuffle");
    private static readonly Operator ConstantPadOperator = new("constant_pad_nd");
    private static readonly Operator ReflectPadOperator = new("reflection_pad2d");
    private static readonly Operator ReplicatePadOperator = new("replication_pad2d");
    private static readonly Operator ContiguousOperator = new("contiguous");
    private static readonly Operator CloneOperator = new("clone");
    private static readonly Operator DetachOperator = new("detach");
    private static readonly Operator ToTypeOperator = new("to", "dtype");
    private static readonly Operator ToDeviceOperator = new("to", "device");

    /// <summary>Joins tensors along an axis that they have.</summary>
    /// <param name="tensors">Equal in all other sizes.</param>
    /// <param name="axis">The axis.</param>
    public static Tensor Concat(Tensor[] tensors, int axis) => ConcatOperator.Call(tensors, axis);

    /// <summary>Joins equal shapes along a new axis.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="axis">Where the new axis stands.</param>
    public static Tensor Stack(Tensor[] tensors, int axis) => StackOperator.Call(tensors, axis);

    /// <summary>The same elements in another shape. A view where the memory layout allows it.</summary>
    /// <param name="shape">The sizes; one may be -1, for what is left.</param>
    public Tensor Reshape(params ReadOnlySpan<long> shape) => ReshapeOperator.Call(this, shape.ToArray());

    /// <summary>Folds an axis and all inside it into one.</summary>
    /// <param name="firstAxis">The outermost axis that is folded.</param>
    public Tensor Flatten(int firstAxis = 1) => FlattenOperator.Call(this, firstAxis);

    /// <summary>The axes in another order. A view.</summary>
    /// <param name="axes">For each new axis, the old one.</param>
    public Tensor Permute(params ReadOnlySpan<long> axes) => PermuteOperator.Call(this, axes.ToArray());

    /// <summary>Two axes exchanged. A view.</summary>
    /// <param name="first">One axis.</param>
    /// <param name="second">The other.</param>
    public Tensor Transpose(int first = -2, int second = -1) => TransposeOperator.Call(this, first, second);

    /// <summary>Drops an axis of size 1. A view.</summary>
    /// <param name="axis">The axis.</param>
    public Tensor Squeeze(int axis) => SqueezeOperator.Call(this, axis);

    /// <summary>Adds an axis of size 1. A view.</summary>
    /// <param name="axis">Where it stands.</param>
    public Tensor Unsqueeze(int axis) => UnsqueezeOperator.Call(this, axis);

    /// <summary>Repeats axes of size 1 without copying. A view.</summary>
    /// <param name="shape">The sizes; -1 leaves one as it is.</param>
    public Tensor Expand(params ReadOnlySpan<long> shape) => ExpandOperator.Call(this, shape.ToArray());

    /// <summary>Parts of a size along an axis, the last one maybe smaller. Views.</summary>
    /// <param name="size">Size of a part.</param>
    /// <param name="axis">The axis.</param>
    public Tensor[] Split(long size, int axis = 0) => SplitOperator.CallMany(this, size, axis)!;

    /// <summary>A range of an axis. A view.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="start">The first index.</param>
    /// <param name="end">One after the last; negative counts from the end.</param>
    /// <param name="step">Takes every so many.</param>
    public Tensor Slice(int axis, long start, long end, long step = 1) => SliceOperator.Call(this, axis, start, end, step);

    /// <summary>One index of an axis, which goes. A view.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="index">The index.</param>
    public Tensor Select(int axis, long index) => SelectOperator.Call(this, axis, index);

    /// <summary>Several indices of an axis, in the order given.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Int64 [K].</param>
    public Tensor IndexSelect(int axis, Tensor indices) => IndexSelectOperator.Call(this, axis, indices);

    /// <summary>One element a position, chosen along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="indices">Int64, of the result's shape.</param>
    public Tensor Gather(int axis, Tensor indices) => GatherOperator.Call(this, axis, indices);

    /// <summary>Elements at indices of the outermost axes, which broadcast against each other.</summary>
    /// <param name="indices">One Int64 or Bool tensor an axis; null for all of an axis.</param>
    public Tensor At(params Tensor?[] indices) => IndexOperator.Call(this, Argument.Optional(indices));

    /// <summary>Axes in reverse order.</summary>
    /// <param name="axes">Which.</param>
    public Tensor Flip(params ReadOnlySpan<long> axes) => FlipOperator.Call(this, axes.ToArray());

    /// <summary>Copies side by side.</summary>
    /// <param name="times">How many an axis.</param>
    public Tensor Repeat(params ReadOnlySpan<long> times) => RepeatOperator.Call(this, times.ToArray());

    /// <summary>Class numbers as indicator vectors: Int64 [..., classes].</summary>
    /// <param name="classes">Number of classes.</param>
    public Tensor OneHot(long classes) => OneHotOperator.Call(this, classes);

    /// <summary>Moves channels into space: [N, C * f * f, H, W] to [N, C, H * f, W * f].</summary>
    /// <param name="factor">f.</param>
    public Tensor PixelShuffle(long factor) => PixelShuffleOperator.Call(this, factor);

    /// <summary>Adds a border to the two innermost axes; a negative one crops (constant mode only).</summary>
    /// <param name="left">Columns before.</param>
    /// <param name="right">Columns after.</param>
    /// <param name="top">Rows before.</param>
    /// <param name="bottom">Rows after.</param>
    /// <param name="mode">What the border holds.</param>
    /// <param name="value">The constant.</param>
    public Tensor Pad(long left, long right, long top, long bottom, PadMode mode = PadMode.Constant, double value = 0)
    {
        long[] border = [left, right, top, bottom];
        return mode switch
        {
            PadMode.Constant => ConstantPadOperator.Call(this, border, value),
            PadMode.Reflect => ReflectPadOperator.Call(this, border),
            PadMode.Replicate => ReplicatePadOperator.Call(this, border),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a pad mode."),
        };
    }

    /// <summary>The same values with the innermost axis contiguous in memory; itself where they are already.</summary>
    public Tensor Contiguous() => ContiguousOperator.Call(this, ContiguousFormat);

    /// <summary>The same values of [N, C, H, W] with channels innermost in memory, which oneDNN and cuDNN prefer; itself where they are already.</summary>
    public Tensor ChannelsLast() => ContiguousOperator.Call(this, ChannelsLastFormat);

    /// <summary>A copy that shares nothing but the graph.</summary>
    public Tensor Clone() => CloneOperator.Call(this);

    /// <summary>The same storage without the graph. A view.</summary>
    public Tensor Detach() => DetachOperator.Call(this);

    /// <summary>The values as another element type; itself where it is that already.</summary>
    /// <param name="type">The element type.</param>
    public Tensor To(DType type) => ToTypeOperator.Call(this, type);

    /// <summary>The values on another device; itself where it is there already.</summary>
    /// <param name="device">The device.</param>
    public Tensor To(Device device) => ToDeviceOperator.Call(this, device, Type);
}
