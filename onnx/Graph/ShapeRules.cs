using static TorchSharp.torch;

namespace Gans.Onnx.Graph;

/// <summary>Types and shapes of nodes' results, from the operators' definitions.</summary>
internal static partial class ShapeRules
{
    private const long CopyInput = 0;
    private const long Infer = -1;

    public static IReadOnlyList<ValueInfo> Same(NodeView node) => [node.First with { Contents = null }];

    public static IReadOnlyList<ValueInfo> AlongAxis(NodeView node)
    {
        node.Axis(node.Int("axis", -1), node.First.Rank);
        return Same(node);
    }

    public static IReadOnlyList<ValueInfo> Flags(NodeView node) => [node.Like(node.First.Shape, ScalarType.Bool)];

    public static IReadOnlyList<ValueInfo> Cast(NodeView node)
    {
        var type = ElementTypes.FromOnnx(node.Int("to")) ?? throw node.Fail($"the target type {node.Int("to")} is not known");
        return [node.First with { Type = type, Contents = type == ScalarType.Int64 ? node.First.Contents : null }];
    }

    public static IReadOnlyList<ValueInfo> BroadcastSame(NodeView node)
    {
        node.Require(node.Given.All(input => input.Type == node.First.Type), "the inputs' types differ");
        return [node.Like(BroadcastAll(node, node.Given))];
    }

    /// <summary>As <see cref="BroadcastSame"/>; what is known of sizes stays known.</summary>
    public static IReadOnlyList<ValueInfo> BroadcastSizes(NodeView node) => [BroadcastSame(node)[0] with { Contents = Compute(node) }];

    public static IReadOnlyList<ValueInfo> BroadcastFirst(NodeView node)
    {
        var shape = BroadcastAll(node, node.Given);
        return [node.Like(shape)];
    }

    public static IReadOnlyList<ValueInfo> Comparison(NodeView node)
    {
        node.Require(node.Input(0).Type == node.Input(1).Type, "the inputs' types differ");
        return [node.Like(BroadcastAll(node, node.Given), ScalarType.Bool)];
    }

    public static IReadOnlyList<ValueInfo> Where(NodeView node)
    {
        node.Require(node.Input(1).Type == node.Input(2).Type, "the types of both choices differ");
        return [node.Like(BroadcastAll(node, node.Given), node.Input(1).Type)];
    }

    public static IReadOnlyList<ValueInfo> Shape(NodeView node)
    {
        var rank = node.First.Rank;
        var start = (int)Math.Clamp(FromEnd(node.Int("start"), rank), 0, rank);
        var end = (int)Math.Clamp(FromEnd(node.Int("end", rank), rank), start, rank);
        IReadOnlyList<Dimension> sizes = [.. node.First.Shape.Skip(start).Take(end - start)];
        return [new ValueInfo(ScalarType.Int64, [sizes.Count], sizes)];
    }

    public static IReadOnlyList<ValueInfo> Reshape(NodeView node)
    {
        var wanted = node.Contents(1);
        var shape = new Dimension[wanted.Count];
        var open = -1;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = wanted[axis];
            if (wanted[axis] == Infer)
            {
                node.Require(open < 0, "two sizes are left open");
                open = axis;
            }
            else if (wanted[axis] == CopyInput && node.Int("allowzero") == 0)
            {
                node.Require(axis < node.First.Rank, $"size {axis} is to be copied from an axis that the input lacks");
                shape[axis] = node.First.Shape[axis];
            }
        }

        var all = Dimension.Product(node.First.Shape);
        var rest = Dimension.Product(shape.Where((_, axis) => axis != open));
        if (open >= 0)
        {
            shape[open] = (rest is { } known ? all?.DividedBy(known) : null) ?? throw node.Fail($"no size on axis {open} keeps all elements");
        }
        else if (rest is not null && all is not null)   // else the batch stands on two axes, and its square is no size here
        {
            node.Require(rest == all, $"{rest} elements are wanted of {all}");
        }

        return [node.Like(shape)];
    }

    public static IReadOnlyList<ValueInfo> Transpose(NodeView node)
    {
        var rank = node.First.Rank;
        var order = node.Ints("perm") ?? [.. Enumerable.Range(0, rank).Select(axis => (long)(rank - 1 - axis))];
        node.Require(
            order.Count == rank && order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(static axis => (long)axis)),
            "the axes' order is no order of the input's");
        return [node.Like([.. order.Select(axis => node.First.Shape[(int)axis])])];
    }

    public static IReadOnlyList<ValueInfo> Squeeze(NodeView node)
    {
        var axes = Axes(node, node.FixedContents(1), node.First.Rank);
        node.Require(axes.All(axis => node.First.Shape[axis] == 1), "an axis that is to go has another size than 1");
        return [node.First with { Shape = [.. node.First.Shape.Where((_, axis) => !axes.Contains(axis))] }];
    }

    public static IReadOnlyList<ValueInfo> Unsqueeze(NodeView node)
    {
        var wanted = node.FixedContents(1);
        var rank = node.First.Rank + wanted.Count;
        var axes = Axes(node, wanted, rank);
        var rest = new Queue<Dimension>(node.First.Shape);
        return [node.First with { Shape = [.. Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : rest.Dequeue())] }];
    }

    public static IReadOnlyList<ValueInfo> Expand(NodeView node) =>
        [node.Like(Sizes.Broadcast(node.First.Shape, node.Contents(1)) ?? throw node.Fail($"the shape does not broadcast to {node.Contents(1).Text()}"))];

    public static IReadOnlyList<ValueInfo> Tile(NodeView node)
    {
        var times = node.Contents(1);
        node.Require(times.Count == node.First.Rank, $"{times.Count} repeats for {node.First.Rank} axes");
        return [node.Like([.. node.First.Shape.Zip(
            times, (size, count) => Dimension.Product([size, count]) ?? throw node.Fail("a size follows the batch twice"))])];
    }

    public static IReadOnlyList<ValueInfo> Concat(NodeView node)
    {
        ValueInfo[] parts = [.. node.Given];
        var axis = node.Axis(node.Int("axis"), node.First.Rank);
        node.Require(
            parts.All(part => part.Type == node.First.Type && part.Rank == node.First.Rank
                && !Enumerable.Range(0, part.Rank).Any(other => other != axis && part.Shape[other] != node.First.Shape[other])),
            "the parts' types or other axes differ");
        Dimension[] shape = [.. node.First.Shape];
        shape[axis] = parts.Aggregate((Dimension)0, (sum, part) => sum.Plus(part.Shape[axis]));
        var contents = parts.All(static part => part.Contents is not null) ? parts.SelectMany(static part => part.Contents!).ToArray() : null;
        return [new ValueInfo(node.First.Type, shape, contents)];
    }

    public static IReadOnlyList<ValueInfo> Split(NodeView node)
    {
        var axis = node.Axis(node.Int("axis"), node.First.Rank);
        var sizes = node.Contents(1);
        node.Require(sizes.Count == node.Results, $"{sizes.Count} sizes for {node.Results} results");
        node.Require(sizes.Aggregate((Dimension)0, Sizes.Plus) == node.First.Shape[axis], $"the parts are not as large as axis {axis}");
        return [.. sizes.Select(size => node.Like([.. node.First.Shape.Select((old, other) => other == axis ? size : old)]))];
    }

    public static IReadOnlyList<ValueInfo> Slice(NodeView node)
    {
        var (starts, ends) = (node.Contents(1), node.Contents(2));
        var axes = node.InputOrNull(3) is null ? [.. Enumerable.Range(0, starts.Count)] : Axes(node, node.FixedContents(3), node.First.Rank);
        var steps = node.InputOrNull(4) is null ? [.. starts.Select(static _ => 1L)] : node.FixedContents(4);
        node.Require(starts.Count == axes.Length && ends.Count == axes.Length && steps.Count == axes.Length, "starts, ends, axes and steps differ in number");
        Dimension[] shape = [.. node.First.Shape];
        for (var i = 0; i < axes.Length; i++)
        {
            shape[axes[i]] = Sliced(node, shape[axes[i]], starts[i], ends[i], steps[i]);
        }

        return [node.Like(shape)];
    }

    public static IReadOnlyList<ValueInfo> Gather(NodeView node)
    {
        var axis = node.Axis(node.Int("axis"), node.First.Rank);
        RequireIndices(node, node.Input(1));
        return [node.Like([.. node.First.Shape.Take(axis), .. node.Input(1).Shape, .. node.First.Shape.Skip(axis + 1)])];
    }

    public static IReadOnlyList<ValueInfo> GatherElements(NodeView node)
    {
        node.Axis(node.Int("axis"), node.First.Rank);
        RequireIndices(node, node.Input(1));
        node.Require(node.Input(1).Rank == node.First.Rank, "indices and values have different numbers of axes");
        return [node.Like(node.Input(1).Shape)];
    }

    public static IReadOnlyList<ValueInfo> OneHot(NodeView node)
    {
        var rank = node.First.Rank + 1;
        var axis = node.Axis(node.Int("axis", -1), rank);
        var classes = node.FixedContents(1);
        node.Require(classes.Count == 1, "the number of classes is no single number");
        return [node.Like([.. node.First.Shape.Take(axis), classes[0], .. node.First.Shape.Skip(axis)], node.Input(2).Type)];
    }

    public static IReadOnlyList<ValueInfo> Pad(NodeView node)
    {
        var pads = node.FixedContents(1);
        var axes = node.InputOrNull(3) is null ? [.. Enumerable.Range(0, node.First.Rank)] : Axes(node, node.FixedContents(3), node.First.Rank);
        node.Require(pads.Count == 2 * axes.Length, $"{pads.Count} pads for {axes.Length} axes");
        node.Require(node.Text("mode", "constant") is "constant" or "reflect" or "edge", "the mode is not one of opset 18");
        Dimension[] shape = [.. node.First.Shape];
        for (var i = 0; i < axes.Length; i++)
        {
            shape[axes[i]] = shape[axes[i]].Plus(pads[i] + pads[i + axes.Length]);
        }

        return [node.Like(shape)];
    }

    public static IReadOnlyList<ValueInfo> DepthToSpace(NodeView node)
    {
        var block = node.Int("blocksize");
        var (n, c, h, w) = Image(node);
        var channels = c.DividedBy(block * block) ?? throw node.Fail($"{c} channels are no multiple of {block * block}");
        return [node.Like([n, channels, h.Times(block), w.Times(block)])];
    }

    public static IReadOnlyList<ValueInfo> SpaceToDepth(NodeView node)
    {
        var block = node.Int("blocksize");
        var (n, c, h, w) = Image(node);
        var rows = h.DividedBy(block) ?? throw node.Fail($"{h} rows are no multiple of {block}");
        var columns = w.DividedBy(block) ?? throw node.Fail($"{w} columns are no multiple of {block}");
        return [node.Like([n, c.Times(block * block), rows, columns])];
    }

    public static IReadOnlyList<ValueInfo> Range(NodeView node)
    {
        node.Require(node.Given.All(input => input.Rank == 0), "an end or the step has axes");
        var count = node.Contents(1)[0].Minus(node.Contents(0)[0]);
        node.Require(node.FixedContents(2)[0] == 1, "the step is not 1");
        return [node.Like([count])];
    }

    public static IReadOnlyList<ValueInfo> Reduce(NodeView node)
    {
        var rank = node.First.Rank;
        var axes = node.InputOrNull(1) is null ? [.. Enumerable.Range(0, rank)] : Axes(node, node.FixedContents(1), rank);
        return [node.Like(Reduced(node.First.Shape, axes, node.Int("keepdims", 1) != 0))];
    }

    public static IReadOnlyList<ValueInfo> ArgReduce(NodeView node)
    {
        var axis = node.Axis(node.Int("axis"), node.First.Rank);
        return [node.Like(Reduced(node.First.Shape, [axis], node.Int("keepdims", 1) != 0), ScalarType.Int64)];
    }

    private static Dimension[] Reduced(IReadOnlyList<Dimension> shape, IReadOnlyList<int> axes, bool keep) => keep
        ? [.. shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)]
        : [.. shape.Where((_, axis) => !axes.Contains(axis))];

    private static Dimension[] BroadcastAll(NodeView node, IEnumerable<ValueInfo> inputs) => inputs.Aggregate(
        Array.Empty<Dimension>(), (shape, input) => Sizes.Broadcast(shape, input.Shape) ?? throw node.Fail("the inputs' shapes do not broadcast"));

    private static Dimension[]? Compute(NodeView node)
    {
        if (node.Input(0).Contents is not [var left] || node.Input(1).Contents is not [var right])
        {
            return null;
        }

        return node.Operator switch
        {
            "Add" => [left.Plus(right)],
            "Sub" => [left.Minus(right)],
            "Mul" => Dimension.Product([left, right]) is { } product ? [product] : null,
            _ => null,
        };
    }

    private static int[] Axes(NodeView node, IEnumerable<long> axes, int rank)
    {
        int[] counted = [.. axes.Select(axis => node.Axis(axis, rank))];
        node.Require(counted.Distinct().Count() == counted.Length, "an axis is named twice");
        return counted;
    }

    private static Dimension Sliced(NodeView node, Dimension size, Dimension start, Dimension end, long step)
    {
        if (step < 0)
        {
            var whole = start == -1 && end.Constant <= -long.MaxValue;
            node.Require(whole && step == -1, "a backward slice is not over the whole axis");
            return size;
        }

        var from = Bounded(start, size);
        var to = Bounded(end, size);
        var count = to.Minus(from);
        return step == 1 ? count : (node.Fixed(count) + step - 1) / step;
    }

    /// <summary>An end of a slice within its axis; a negative one counts from the axis' end.</summary>
    private static Dimension Bounded(Dimension end, Dimension size)
    {
        var counted = end is { IsConstant: true, Constant: < 0 } ? size.Plus(end) : end;
        return (counted, size) switch
        {
            ({ IsConstant: true }, { IsConstant: true }) => Math.Clamp(counted.Constant, 0, size.Constant),
            ({ Constant: > int.MaxValue }, _) => size,
            _ => counted,
        };
    }

    private static long FromEnd(long index, int count) => index < 0 ? index + count : index;

    private static void RequireIndices(NodeView node, ValueInfo indices) =>
        node.Require(indices.Type is ScalarType.Int64 or ScalarType.Int32, $"the indices are {indices.Type}");

    private static (Dimension Batch, Dimension Channels, Dimension Height, Dimension Width) Image(NodeView node)
    {
        node.Require(node.First.Rank == 4, "the input has not the four axes of images");
        return (node.First.Shape[0], node.First.Shape[1], node.First.Shape[2], node.First.Shape[3]);
    }
}
