using Gans.Torch;
using Gans.Training.Onnx;

namespace Gans.Training.Tests.Onnx;

/// <summary>One small pass that calls an operator; the inputs are drawn for each batch size.</summary>
/// <param name="Name">What is shown.</param>
/// <param name="Forward">The pass.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Tolerance">
/// Greatest absolute difference. Values are of size 1 to 10, where single precision has steps of 1e-6 at most; sums of up to 100 products lose a digit.
/// </param>
public sealed record ConverterCase(string Name, Func<Tensor[], Tensor> Forward, ExportInput[] Inputs, double Tolerance)
{
    public override string ToString() => Name;
}

internal static class ConverterCases
{
    private const double Standard = 1e-5;

    public static IEnumerable<ConverterCase> All => [.. Elementwise, .. Choices, .. Activations, .. Layers, .. Shapes, .. Reductions, .. Sources];

    private static IEnumerable<ConverterCase> Elementwise =>
    [
        Of("neg", x => -x),
        Of("neg of integers", x => -x, Integers(-5, 5, 4)),
        Of("sqrt", x => x.Square().Sqrt()),
        Of("rsqrt", x => (x.Square() + 1).Rsqrt()),
        Of("exp, log", x => x.Exp().Log()),
        Of("abs, sign", x => x.Abs() * x.Sign()),
        Of("sin, cos", x => x.Sin() + x.Cos()),
        Of("floor", x => (x * 3).Floor()),
        Of("round halves to even", x => (x * 0.5).Round(), new ExportInput("x", batch => Tensor.RandomIntegers(-9, 9, [batch, 16]).To(DType.Float32))),
        Of("reciprocal", x => (x.Square() + 1).Reciprocal()),
        Of("number over tensor", x => 2.0 / (x.Square() + 1)),
        Of("pow", x => (x.Abs() + 0.1).Pow(1.7)),
        Of("clamp", x => x.Clamp(-0.5, 0.7)),
        Of("lerp", x => x.Lerp(x.Flip(1), 0.3)),
        Of("add, broadcast", x => x + x.Mean([1], keepAxes: true)),
        Of("add number", x => x + 1.5),
        Of("add integers to reals", x => x + x.To(DType.Int64)),
        Of("add number to integers", x => x + 1, Integers(-5, 5, 4)),
        Of("sub", x => x - x.Flip(1)),
        Of("sub number", x => x - 1.5),
        Of("number minus tensor", x => 1.5 - x),
        Of("mul", x => x * x.Flip(1) * 3),
        Of("div", x => x / (x.Abs() + 1) / 3),
        Of("div of integers", x => x / (x.Abs() + x.Square()), Integers(1, 5, 4)),
        Of("maximum, minimum", x => x.Maximum(x.Flip(1)) - x.Minimum(x * 0.5)),
    ];

    private static IEnumerable<ConverterCase> Choices =>
    [
        Of("eq", x => x.EqualTo(x.Flip(1)), Integers(0, 3, 5)),
        Of("eq number", x => x.EqualTo(1), Integers(0, 3, 5)),
        Of("gt, integers against reals", x => x.GreaterThan(x.To(DType.Int64))),
        Of("gt number", x => x.GreaterThan(0.25)),
        Of("ge", x => x.GreaterOrEqual(x.Flip(1))),
        Of("ge number", x => x.GreaterOrEqual(1), Integers(0, 3, 5)),
        Of("lt", x => x.LessThan(x.Flip(1))),
        Of("lt number", x => x.LessThan(0.5), Integers(0, 3, 5)),
        Of("le", x => x.LessOrEqual(x.Flip(1))),
        Of("le of bytes", x => x.To(DType.UInt8).LessOrEqual(x.Flip(1).To(DType.UInt8)), Integers(0, 3, 5)),
        Of("le number", x => x.LessOrEqual(0)),
        Of("logical_not", x => x.LogicalNot(), Integers(0, 2, 5)),
        Of("isfinite", x => x.Floor().Log().IsFinite()),
        Of("where", x => Tensor.Where(x.GreaterThan(0), x, x * 0.1)),
    ];

    private static IEnumerable<ConverterCase> Activations =>
    [
        Of("relu", x => x.Relu()),
        Of("sigmoid", x => x.Sigmoid()),
        Of("tanh", x => x.Tanh()),
        Of("leaky_relu", x => x.LeakyRelu(0.2)),
        Of("leaky_relu of the standard slope", x => x.LeakyRelu(0.01)),
        Of("prelu", x => x.PRelu(Fixed(3)), Real(3, 4, 5)),
        Of("prelu of rank 2", x => x.PRelu(Fixed(6)), Real(6)),
        Of("log_sigmoid", x => (x * 30).LogSigmoid()),
        Of("softplus", x => (x * 30).Softplus()),
        Of("softmax", x => x.Softmax(1)),
        Of("softmax over another axis", x => x.Softmax(1), Real(3, 5)),
        Of("log_softmax", x => x.LogSoftmax(-1)),
    ];

    private static IEnumerable<ConverterCase> Layers =>
    [
        Of("linear", x => x.Linear(Fixed(4, 6), Fixed(4)), Real(6)),
        Of("linear without bias", x => x.Linear(Fixed(4, 6)), Real(6)),
        Of("linear of rank 3", x => x.Linear(Fixed(4, 6), Fixed(4)), Real(5, 6)),
        Of("matmul", x => x.MatMul(Fixed(6, 4)), Real(5, 6)),
        Of("bmm", x => x.BatchMatMul(x.Transpose()), Real(5, 6)),
        Of("conv2d", x => x.Conv2d(Fixed(4, 3, 3, 3), Fixed(4)), Real(3, 8, 8)),
        Of("conv2d, stride and padding", x => x.Conv2d(Fixed(4, 3, 5, 5), null, stride: 2, padding: 2), Real(3, 9, 8)),
        Of("conv_transpose2d", x => x.ConvTranspose2d(Fixed(3, 4, 4, 4), Fixed(4), stride: 2, padding: 1), Real(3, 5, 4)),
        Of("conv_transpose2d, output padding", x => x.ConvTranspose2d(Fixed(3, 4, 3, 3), null, stride: 2, padding: 1, outputPadding: 1), Real(3, 5, 4)),
        Of("batch_norm", x => x.BatchNorm(Fixed(3), Fixed(3) + 1, Fixed(3), Fixed(3).Abs() + 0.5, training: false, 0.1, 1e-3), Real(3, 4, 4)),
        Of("batch_norm of rank 2, no scale", x => x.BatchNorm(null, null, Fixed(6), Fixed(6).Abs() + 0.5, training: false, 0.1, 1e-5), Real(6)),
        Of("instance_norm", x => x.InstanceNorm(Fixed(3), Fixed(3) + 1, 1e-3), Real(3, 4, 4)),
        Of("instance_norm, no scale", x => x.InstanceNorm(null, null, 1e-5), Real(3, 4, 4)),
        Of("layer_norm", x => x.LayerNorm([6], Fixed(6), Fixed(6) + 1, 1e-3), Real(5, 6)),
        Of("layer_norm over two axes, no scale", x => x.LayerNorm([5, 6], null, null, 1e-5), Real(5, 6)),
        Of("embedding", x => x.Embed(Fixed(4, 7)), Integers(0, 4, 3)),
        Of("max_pool2d", x => x.MaxPool2d(3, stride: 2, padding: 1), Real(3, 8, 8)),
        Of("max_pool2d, rounded up", x => x.MaxPool2d(3, stride: 2, roundUp: true), Real(3, 8, 7)),
        Of("avg_pool2d", x => x.AveragePool2d(3, stride: 2, padding: 1), Real(3, 8, 8)),
        Of("avg_pool2d, border not counted", x => x.AveragePool2d(3, stride: 1, padding: 1, countPadding: false), Real(3, 8, 8)),
        Of("adaptive_avg_pool2d to 1", x => x.AdaptiveAveragePool2d(1), Real(3, 5, 7)),
        Of("adaptive_avg_pool2d to 4", x => x.AdaptiveAveragePool2d(4), Real(3, 8, 12)),
        Of("nearest by 2", x => x.Interpolate(10, 8, InterpolationMode.Nearest), Real(3, 5, 4)),
        Of("nearest, odd ratio", x => x.Interpolate(7, 11, InterpolationMode.Nearest), Real(3, 5, 4)),
        Of("bilinear by 2", x => x.Interpolate(10, 8, InterpolationMode.Bilinear), Real(3, 5, 4)),
        Of("bilinear, odd ratio", x => x.Interpolate(7, 3, InterpolationMode.Bilinear), Real(3, 5, 4)),
    ];

    private static IEnumerable<ConverterCase> Shapes =>
    [
        Of("reshape with -1", x => x.Reshape(-1, 2, 6), Real(3, 4)),
        Of("reshape with the batch", x => x.Reshape(x.Shape[0], -1), Real(3, 4)),
        Of("reshape, batch times heads", x => x.Reshape(x.Shape[0] * 3, 4).Softmax(1).Reshape(x.Shape[0], 3, 4), Real(3, 4)),
        Of("reshape, batch on two axes", x => (x.Unsqueeze(1) - x.Unsqueeze(0)).Reshape(x.Shape[0], 2, x.Shape[0], 2), Real(4)),
        Of("flatten", x => x.Flatten() * 2, Real(3, 4)),
        Of("flatten the batch too", x => x.Flatten(0) * 2, Real(3, 4)),
        Of("permute", x => x.Permute(0, 2, 3, 1), Real(3, 4, 5)),
        Of("permute the batch", x => x.Permute(1, -1, 0), Real(3, 4)),
        Of("transpose", x => x.Transpose(1, -1), Real(3, 4, 5)),
        Of("squeeze", x => x.Squeeze(2), Real(3, 1, 5)),
        Of("squeeze of a larger axis", x => x.Squeeze(1) * 2, Real(3, 5)),
        Of("unsqueeze", x => x.Unsqueeze(-1).Unsqueeze(1), Real(3)),
        Of("expand", x => x.Expand(-1, 3, 4), Real(1, 4)),
        Of("expand with the batch", x => x.Select(0, 0).Expand(x.Shape[0], 3, 4), Real(1, 4)),
        Of("expand to itself", x => x.Expand(-1, -1) * 2, Real(4)),
        Of("cat", x => Tensor.Concat([x, x.Exp(), Tensor.Ones([x.Shape[0], 2])], 1), Real(3)),
        Of("cat of integers and reals", x => Tensor.Concat([x, x.To(DType.Int64)], -1), Real(3)),
        Of("stack", x => Tensor.Stack([x, x * 2], 1), Real(3)),
        Of("stack innermost", x => Tensor.Stack([x, x * 2], -1), Real(3)),
        Of("split", x => x.Split(2, 1)[2] - x.Split(2, 1)[0].Slice(1, 0, 1), Real(5)),
        Of("split the batch's multiple", x => x.Reshape(-1, 2).Split(x.Shape[0]) is [var first, .., var last] ? first + last : x, Real(6)),
        Of("slice", x => x.Slice(1, 1, -1, step: 2), Real(7)),
        Of("slice by the batch", x => x.Flatten(0).Slice(0, x.Shape[0], 3 * x.Shape[0]), Real(6)),
        Of("select", x => x.Select(1, 2) + x.Select(1, -1), Real(4, 3)),
        Of("select the last example", x => x.Select(0, x.Shape[0] - 1), Real(4)),
        Of("index_select", x => x.IndexSelect(1, Tensor.From([3L, 0, 0], 3)), Real(4, 2)),
        Of("gather", x => x.Gather(1, x.ArgMax(1).Unsqueeze(1)), Real(6)),
        Of("index one axis", x => x.At(null, Tensor.From([2L, 0], 2)), Real(4, 3)),
        Of("index pairs", x => x.At(Tensor.Range(x.Shape[0]), Tensor.From([1L], 1)), Real(4, 3)),
        Of("flip", x => x.Flip(-1, 1), Real(4, 3)),
        Of("repeat", x => x.Repeat(1, 2, 3), Real(2, 2)),
        Of("repeat with a new axis", x => x.Repeat(2, 1, 3), Real(2)),
        Of("one_hot", x => x.OneHot(4), Integers(0, 4)),
        Of("pixel_shuffle", x => x.PixelShuffle(2), Real(8, 3, 2)),
        Of("pad", x => x.Pad(1, 2, 0, 3, value: 0.5), Real(2, 4, 5)),
        Of("pad, cropping", x => x.Pad(-1, 2, 1, -2), Real(2, 4, 5)),
        Of("pad, reflected", x => x.Pad(1, 2, 0, 3, PadMode.Reflect), Real(2, 4, 5)),
        Of("pad, replicated", x => x.Pad(1, 2, 0, 3, PadMode.Replicate), Real(2, 4, 5)),
        Of("contiguous, clone, detach", x => x.Transpose(1, 2).Contiguous().Clone().Detach() * 2, Real(2, 3)),
        Of("channels last", x => x.ChannelsLast() * 2, Real(2, 3, 3)),
        Of("to", x => x.To(DType.Float64).To(DType.Float32).To(Device.Cpu) * 2),
        Of("to integers", x => (x * 5).To(DType.Int64)),
    ];

    private static IEnumerable<ConverterCase> Reductions =>
    [
        Of("sum of all", x => x.Sum()),
        Of("sum", x => x.Sum([1, -1]), Real(3, 4)),
        Of("sum of flags", x => x.GreaterThan(0).Sum([1])),
        Of("sum over the batch", x => x.Sum([0], keepAxes: true), Real(3, 4)),
        Of("mean of all", x => x.Mean(), Real(3, 4)),
        Of("mean", x => x.Mean([-1], keepAxes: true), Real(3, 4)),
        Of("mean over the batch", x => x.Mean([0])),
        Of("mean over space", x => x.Mean([2, 3]), Real(3, 4, 5)),
        Of("mean over space, axes kept", x => x.Mean([-1, -2], keepAxes: true), Real(3, 4, 5)),
        Of("var", x => x.Variance([1], unbiased: true), Real(5, 3)),
        Of("var, biased, over all", x => x.Variance([0, 1], unbiased: false)),
        Of("amax, amin", x => x.Max([1]) - x.Min([1], keepAxes: false), Real(5, 3)),
        Of("amax of all", x => x.Max([])),
        Of("argmax", x => x.ArgMax(-1), Real(5, 3)),
        Of("logsumexp", x => x.LogSumExp([1], keepAxes: true), Real(5, 3)),
        Of("norm", x => x.Norm([1, 2]), Real(5, 3)),
        Of("all", x => x.LessThan(100).All()),
        Of("cumsum", x => x.CumulativeSum(1), Real(5, 3)),
    ];

    private static IEnumerable<ConverterCase> Sources =>
    [
        Of("full of a fixed shape", x => x + Tensor.Full([8], 0.5)),
        Of("full of the batch", x => x + Tensor.Full([x.Shape[0], 1], 0.5)),
        Of("zeros_like", x => x.GreaterThan(0).To(DType.Float32) + x.ZerosLike()),
        Of("zeros_like of a fixed shape", x => x.Sum([0]).ZerosLike() + x),
        Of("arange of the batch", x => x * Tensor.Range(x.Shape[0]).Unsqueeze(1)),
    ];

    private static ConverterCase Of(string name, Func<Tensor, Tensor> forward, ExportInput? input = null) =>
        new(name, inputs => forward(inputs[0]), [input ?? Real(8)], Standard);

    private static ExportInput Real(params long[] shape) => new("x", batch => Tensor.RandomNormal([batch, .. shape]));

    private static ExportInput Integers(long low, long high, params long[] shape) => new("x", batch => Tensor.RandomIntegers(low, high, [batch, .. shape]));

    /// <summary>A constant like a weight: the same at each call, of size 1 at most.</summary>
    private static Tensor Fixed(params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return Tensor.From([.. Enumerable.Range(0, (int)count).Select(index => (float)Math.Sin((7 * index) + 1))], shape);
    }
}
