namespace Gans.Onnx.Graph;

/// <content>Layers with windows and weights.</content>
internal static partial class ShapeRules
{
    private const int Leading = 2;   // batch and channels come before the axes that a window moves over

    public static IReadOnlyList<ValueInfo> MatMul(NodeView node)
    {
        var (left, right) = (node.Input(0), node.Input(1));
        node.Require(left.Type == right.Type, "the inputs' types differ");
        node.Require(left.Rank > 0 && right.Rank > 0, "an input has no axes");
        Dimension[] a = left.Rank == 1 ? [1, left.Shape[0]] : [.. left.Shape];
        Dimension[] b = right.Rank == 1 ? [right.Shape[0], 1] : [.. right.Shape];
        node.Require(a[^1] == b[^2], "the inner sizes differ");
        var outer = Sizes.Broadcast(a[..^2], b[..^2]) ?? throw node.Fail("the outer axes do not broadcast");
        return [node.Like([.. outer, .. left.Rank == 1 ? (Dimension[])[] : [a[^2]], .. right.Rank == 1 ? (Dimension[])[] : [b[^1]]])];
    }

    public static IReadOnlyList<ValueInfo> Gemm(NodeView node)
    {
        var (a, b) = (node.Input(0), node.Input(1));
        node.Require(a.Rank == 2 && b.Rank == 2, "an input is no matrix");
        var (rows, inner) = node.Int("transA") == 0 ? (a.Shape[0], a.Shape[1]) : (a.Shape[1], a.Shape[0]);
        var (other, columns) = node.Int("transB") == 0 ? (b.Shape[0], b.Shape[1]) : (b.Shape[1], b.Shape[0]);
        node.Require(inner == other, "the inner sizes differ");
        Dimension[] shape = [rows, columns];
        node.Require(node.InputOrNull(2) is not { } bias || Sizes.Broadcast(bias.Shape, shape) is { } sum && sum.SequenceEqual(shape), "the bias does not fit");
        return [node.Like(shape)];
    }

    public static IReadOnlyList<ValueInfo> Conv(NodeView node)
    {
        var (input, weight) = (node.Input(0), node.Input(1));
        RequireWindow(node, input, weight);
        node.Require(input.Shape[1] == weight.Shape[1].Times(node.Int("group", 1)), "the weight is for other channels");
        RequireBias(node, weight.Shape[0]);
        var spatial = new Dimension[input.Rank - Leading];
        for (var axis = 0; axis < spatial.Length; axis++)
        {
            var window = Window(node, axis, spatial.Length, node.Fixed(weight.Shape[axis + Leading]));
            spatial[axis] = window.Positions(node.Fixed(input.Shape[axis + Leading]), roundUp: false);
        }

        return [node.Like([input.Shape[0], weight.Shape[0], .. spatial])];
    }

    public static IReadOnlyList<ValueInfo> ConvTranspose(NodeView node)
    {
        var (input, weight) = (node.Input(0), node.Input(1));
        RequireWindow(node, input, weight);
        node.Require(input.Shape[1] == weight.Shape[0], "the weight is for other channels");
        node.Require(!node.Has("output_shape"), "the result's shape is given");
        var channels = weight.Shape[1].Times(node.Int("group", 1));
        RequireBias(node, channels);
        var spatial = new Dimension[input.Rank - Leading];
        for (var axis = 0; axis < spatial.Length; axis++)
        {
            var window = Window(node, axis, spatial.Length, node.Fixed(weight.Shape[axis + Leading]));
            var rest = node.Ints("output_padding")?[axis] ?? 0;
            spatial[axis] = ((node.Fixed(input.Shape[axis + Leading]) - 1) * window.Stride) + window.Extent - window.Before - window.After + rest;
        }

        return [node.Like([input.Shape[0], channels, .. spatial])];
    }

    public static IReadOnlyList<ValueInfo> Pool(NodeView node)
    {
        var kernel = node.Ints("kernel_shape") ?? throw node.Fail("the window's size is missing");
        node.Require(kernel.Count == node.First.Rank - Leading, $"a window of {kernel.Count} axes");
        var spatial = new Dimension[kernel.Count];
        for (var axis = 0; axis < spatial.Length; axis++)
        {
            var window = Window(node, axis, spatial.Length, kernel[axis]);
            spatial[axis] = window.Positions(node.Fixed(node.First.Shape[axis + Leading]), node.Int("ceil_mode") != 0);
        }

        return [node.Like([.. node.First.Shape.Take(Leading), .. spatial])];
    }

    public static IReadOnlyList<ValueInfo> GlobalPool(NodeView node)
    {
        node.Require(node.First.Rank > Leading, "there are no axes to pool over");
        return [node.Like([.. node.First.Shape.Select((size, axis) => axis < Leading ? size : 1)])];
    }

    public static IReadOnlyList<ValueInfo> PerChannel(NodeView node)
    {
        node.Require(node.First.Rank >= Leading, "there is no axis of channels");
        node.Require(
            node.Given.Skip(1).All(value => value.Rank == 1 && value.Shape[0] == node.First.Shape[1] && value.Type == node.First.Type),
            "a value is not one a channel");
        return [node.First with { Contents = null }];
    }

    public static IReadOnlyList<ValueInfo> Resize(NodeView node)
    {
        Dimension[] shape;
        if (node.InputOrNull(3) is not null)
        {
            shape = [.. node.Contents(3)];
        }
        else
        {
            var scales = node.Input(2).Scales ?? throw node.Fail("the scales must be known when the file is written");
            node.Require(scales.Count == node.First.Rank, $"{scales.Count} scales for {node.First.Rank} axes");
            shape = [.. node.First.Shape.Zip(scales, (size, scale) => scale == 1 ? size : (Dimension)(long)Math.Floor(node.Fixed(size) * scale))];
        }

        node.Require(shape.Length == node.First.Rank, $"{shape.Length} sizes for {node.First.Rank} axes");
        return [node.Like(shape)];
    }

    public static IReadOnlyList<ValueInfo> Recurrent(NodeView node)
    {
        node.Require(node.First.Rank == 3, "the sequence has not three axes");
        var directions = node.Text("direction", "forward") == "bidirectional" ? 2 : 1;
        Dimension hidden = node.Int("hidden_size");
        var (steps, batch) = (node.First.Shape[0], node.First.Shape[1]);
        ValueInfo[] results = [node.Like([steps, directions, batch, hidden]), node.Like([directions, batch, hidden]), node.Like([directions, batch, hidden])];
        return results[..node.Results];
    }

    private static void RequireWindow(NodeView node, ValueInfo input, ValueInfo weight)
    {
        node.Require(input.Rank > Leading && weight.Rank == input.Rank, "input and weight have different numbers of axes");
        node.Require(input.Type == weight.Type, "the types of input and weight differ");
        node.Require(
            node.Ints("kernel_shape") is not { } kernel || kernel.SequenceEqual(weight.Shape.Skip(Leading).Select(node.Fixed)),
            "the window is not as large as the weight");
        node.Require(node.Text("auto_pad", "NOTSET") == "NOTSET", "padding is left to the runtime");
    }

    private static void RequireBias(NodeView node, Dimension channels) =>
        node.Require(node.InputOrNull(2) is not { } bias || (bias.Rank == 1 && bias.Shape[0] == channels), "the bias is for other channels");

    private static WindowAxis Window(NodeView node, int axis, int axes, long kernel) => new(
        kernel,
        node.Ints("strides")?[axis] ?? 1,
        node.Ints("dilations")?[axis] ?? 1,
        node.Ints("pads")?[axis] ?? 0,
        node.Ints("pads")?[axis + axes] ?? 0);

    /// <summary>A window along one axis.</summary>
    private readonly record struct WindowAxis(long Kernel, long Stride, long Dilation, long Before, long After)
    {
        public long Extent => ((Kernel - 1) * Dilation) + 1;

        /// <summary>How many places the window has.</summary>
        public long Positions(long size, bool roundUp)
        {
            var room = size + Before + After - Extent;
            var places = ((roundUp ? room + Stride - 1 : room) / Stride) + 1;
            return roundUp && (places - 1) * Stride >= size + Before ? places - 1 : places;
        }
    }
}
