using Gans.Onnx.Tests.Support;
using TorchSharp;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;

namespace Gans.Onnx.Tests;

/// <summary>Each traced operation: exported as a pass of its own, which is compared with libtorch at two batch sizes and three scales.</summary>
[TestClass]
public sealed class OpsTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Pass, OnnxAxis[] Axes)> Passes = new()
    {
        ["Add, Subtract, Multiply"] = (x => Ops.Multiply(Ops.Subtract(Ops.Add(x, Ops.Mean(x, [1], true)), Ops.Flip(x, 1)), Ops.Tanh(x)), [N, 8]),
        ["numbers"] = (x => Ops.Subtract(1.5, Ops.Multiply(Ops.Subtract(Ops.Add(x, 1.5), 0.25), 3)), [N, 8]),
        ["Divide"] = (x => Ops.Divide(x, Ops.Add(Ops.Abs(x), 1)), [N, 8]),
        ["Divide by and of a number"] = (x => Ops.Divide(2, Ops.Divide(Ops.Add(Ops.Square(x), 1), 3)), [N, 8]),
        ["Maximum, Minimum"] = (x => Ops.Subtract(Ops.Maximum(x, Ops.Flip(x, 1)), Ops.Minimum(x, Ops.Multiply(x, 0.5))), [N, 8]),
        ["Pow"] = (x => Ops.Pow(Ops.Add(Ops.Abs(x), 0.1), 1.7), [N, 8]),
        ["Clamp, Lerp"] = (x => Ops.Lerp(Ops.Clamp(x, -0.5, 0.7), x, 0.3), [N, 8]),
        ["Negate, Sqrt, ReciprocalSqrt"] = (x => Ops.Negate(Ops.Add(Ops.Sqrt(Ops.Abs(x)), Ops.ReciprocalSqrt(Ops.Add(Ops.Abs(x), 1)))), [N, 8]),
        ["Reciprocal, Exp, Log"] = (x => Ops.Log(Ops.Reciprocal(Ops.Exp(Ops.Tanh(x)))), [N, 8]),
        ["Sin, Cos, Sign"] = (x => Ops.Add(Ops.Multiply(Ops.Sin(Ops.Tanh(x)), Ops.Sign(x)), Ops.Cos(Ops.Tanh(x))), [N, 8]),
        ["Floor, Ceiling, Round"] = (x => Ops.Add(Ops.Floor(x), Ops.Add(Ops.Ceiling(x), Ops.Round(Ops.Multiply(x, 3)))), [N, 8]),
        ["comparisons"] = (x => Ops.Cast(Ops.Where(Ops.GreaterThan(x, Ops.Flip(x, 1)), x, Ops.Negate(x)), ScalarType.Float32), [N, 8]),
        ["comparisons with numbers"] = (
            x => Ops.Add(
                Ops.Cast(Ops.GreaterOrEqual(x, 0.1), ScalarType.Float32),
                Ops.Add(Ops.Cast(Ops.Not(Ops.LessThan(x, 0)), ScalarType.Float32), Ops.Cast(Ops.LessOrEqual(x, 0.3), ScalarType.Float32))),
            [N, 8]),
        ["EqualTo"] = (x => Ops.Cast(Ops.EqualTo(Ops.Round(x), 0), ScalarType.Int64), [N, 8]),
        ["activations"] = (
            x => Ops.Concat(
                [
                    Ops.Relu(x), Ops.Relu6(x), Ops.LeakyRelu(x, 0.2), Ops.Elu(x), Ops.Sigmoid(x), Ops.Softplus(x), Ops.LogSigmoid(x), Ops.Silu(x), Ops.Gelu(x),
                    Ops.HardSwish(x), Ops.HardSigmoid(x), Ops.Softmax(x, 1), Ops.LogSoftmax(x, -1),
                ],
                1),
            [N, 8]),
        ["Reshape with the batch"] = (x => Ops.Reshape(Ops.Softmax(Ops.Reshape(x, x.shape[0] * 3, 4), 1), x.shape[0], 3, 4), [N, 3, 4]),
        ["Reshape, the batch on two axes"] = (x => Ops.Reshape(Ops.Subtract(Ops.Unsqueeze(x, 1), Ops.Unsqueeze(x, 0)), x.shape[0], 2, x.shape[0], 2), [N, 4]),
        ["Flatten, Permute"] = (x => Ops.Flatten(Ops.Permute(x, 0, 3, 1, -2)), [N, 3, 4, 5]),
        ["Transpose, Squeeze, Unsqueeze"] = (x => Ops.Squeeze(Ops.Unsqueeze(Ops.Transpose(x, 1, -1), -1), 3), [N, 3, 4]),
        ["Expand with the batch"] = (x => Ops.Expand(Ops.Select(x, 0, 0), x.shape[0], 3, 4), [N, 1, 4]),
        ["Repeat"] = (x => Ops.Repeat(x, 1, 2, 3), [N, 2, 2]),
        ["Repeat, a new axis of the batch"] = (x => Ops.Repeat(x, x.shape[0], 1, 3), [N, 2]),
        ["Stack, Select the last"] = (x => Ops.Select(Ops.Stack([x, Ops.Exp(Ops.Tanh(x))], -1), 0, x.shape[0] - 1), [N, 3]),
        ["Split"] = (x => { var parts = Ops.Split(x, 1, 2, 3); return Ops.Concat([parts[1], parts[0]], -1); }, [N, 5]),
        ["Slice"] = (x => Ops.Slice(x, 1, 1, -1, 2), [N, 7]),
        ["Slice by the batch"] = (x => Ops.Slice(Ops.Flatten(x, 0), 0, x.shape[0], 3 * x.shape[0]), [N, 6]),
        ["IndexSelect, Constant"] = (x => Ops.IndexSelect(x, 1, Ops.Constant(tensor(new long[] { 3, 0, 0 }))), [N, 4, 2]),
        ["Gather, ArgMax"] = (x => Ops.Gather(x, 1, Ops.Unsqueeze(Ops.ArgMax(x, 1), 1)), [N, 6]),
        ["OneHot"] = (x => Ops.OneHot(Ops.ArgMax(x, 1), 6), [N, 6]),
        ["Pad"] = (
            x => Ops.Pad(Ops.Pad(Ops.Pad(x, [1, 2, 0, 3], value: 0.5), [1, 0, 1, 1], PaddingModes.Reflect), [0, 1, 1, 0], PaddingModes.Replicate),
            [N, 2, 4, 5]),
        ["Pad, cropping"] = (x => Ops.Pad(x, [-1, 2, 1, -2]), [N, 2, 4, 5]),
        ["PixelShuffle"] = (x => Ops.PixelShuffle(x, 2), [N, 8, 3, 2]),
        ["Interpolate"] = (x => Ops.Interpolate(Ops.Interpolate(x, 10, 8), 7, 11, InterpolationMode.Bilinear), [N, 3, 5, 4]),
        ["Full"] = (x => Ops.Concat([x, Ops.Full(x, 0.5, x.shape[0], 2)], 1), [N, 3]),
        ["Sum, Mean"] = (x => Ops.Add(Ops.Sum(x, [1, -1]), Ops.Add(Ops.Mean(x, [1, 2]), Ops.Mean(x))), [N, 3, 4]),
        ["Sum of all"] = (x => Ops.Add(Ops.Sum(Ops.Tanh(x)), Ops.Tanh(x)), [N, 3]),
        ["Sum over the batch"] = (x => Ops.Expand(Ops.Sum(x, [0], true), x.shape[0], 3), [N, 3]),
        ["Variance, Max, Min, Norm"] = (
            x => Ops.Add(
                Ops.Add(Ops.Variance(x, [1]), Ops.Variance(x, [1], unbiased: false)),
                Ops.Subtract(Ops.Add(Ops.Max(x, [1]), Ops.Min(x, [1])), Ops.Norm(x, [1]))),
            [N, 5, 3]),
        ["LogSumExp, CumulativeSum"] = (x => Ops.CumulativeSum(Ops.LogSumExp(x, 1, true), 2), [N, 5, 3]),
        ["MatMul"] = (x => Ops.MatMul(x, Ops.Transpose(x, 1, 2)), [N, 5, 6]),
        ["Linear"] = (x => Ops.Linear(x, Fixed(4, 6), Fixed(4)), [N, 6]),
        ["Linear, three axes"] = (x => Ops.Linear(x, Fixed(4, 6)), [N, 5, 6]),
        ["Conv2d"] = (x => Ops.Conv2d(x, Fixed(4, 3, 3, 3), Fixed(4), stride: 2, padding: 1), [N, 3, 8, 7]),
        ["ConvTranspose2d"] = (x => Ops.ConvTranspose2d(x, Fixed(3, 4, 3, 3), Fixed(4), stride: 2, padding: 1, outputPadding: 1), [N, 3, 5, 4]),
        ["pooling"] = (x => Ops.AdaptiveAveragePool2d(Ops.AveragePool2d(Ops.MaxPool2d(x, 3, 1, 1), 2, 2), 2, 1), [N, 3, 8, 8]),
        ["InstanceNorm, LayerNorm"] = (x => Ops.LayerNorm(Ops.InstanceNorm(x, Fixed(3)), [4, 5], epsilon: 1e-3), [N, 3, 4, 5]),
    };

    public static IEnumerable<object[]> Cases => Passes.Keys.Select(static title => new object[] { title });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Write_TracedOperations_ComputeWhatLibtorchComputes(string title)
    {
        var (pass, axes) = Passes[title];
        using var network = new Function(pass);

        var (report, _) = Export.Run(network, Export.Strict, new OnnxInput("x", axes));

        Assert.IsLessThanOrEqualTo(1e-4, report.GreatestDifference);
    }

    [TestMethod]
    public void Add_WhileNothingRecords_IsTorchSharpsOwn()
    {
        using var scope = NewDisposeScope();

        CollectionAssert.AreEqual(new[] { 4f, 6f }, Ops.Add(tensor(new[] { 1f, 2f }), tensor(new[] { 3f, 4f })).data<float>().ToArray());
    }

    [TestMethod]
    [DataRow(new long[] { 2, 3 }, new long[] { 4, 5 })]
    [DataRow(new long[] { 2, 2, 3 }, new long[] { 3, 3, 4 })]
    [DataRow(new long[] { 3 }, new long[] { 2 })]
    [Description("TorchSharp's own call would end the process.")]
    public void MatMul_ShapesThatDoNotFit_ThrowsWithBoth(long[] left, long[] right)
    {
        using var scope = NewDisposeScope();

        var refusal = Assert.ThrowsExactly<ArgumentException>(() => Ops.MatMul(zeros(left), zeros(right)));

        StringAssert.Contains(refusal.Message, $"[{string.Join(", ", left)}] and Float32 [{string.Join(", ", right)}]");
    }

    [TestMethod]
    public void MatMul_OtherTypes_Throws()
    {
        using var scope = NewDisposeScope();

        Assert.ThrowsExactly<ArgumentException>(() => Ops.MatMul(zeros(2, 2), zeros([2, 2], ScalarType.Float64)));
    }

    [TestMethod]
    [DataRow(new long[] { 4, 1, 2, 3 }, new long[] { 5, 3, 6 }, new long[] { 4, 5, 2, 6 })]
    [DataRow(new long[] { 3 }, new long[] { 5, 3, 6 }, new long[] { 5, 6 })]
    [DataRow(new long[] { 2, 3 }, new long[] { 3 }, new long[] { 2 })]
    public void MatMul_ShapesThatFit_HasTheirProductsShape(long[] left, long[] right, long[] expected)
    {
        using var scope = NewDisposeScope();

        CollectionAssert.AreEqual(expected, Ops.MatMul(zeros(left), zeros(right)).shape);
    }

    /// <summary>A constant like a weight: the same at each call, of size 1 at most.</summary>
    private static Tensor Fixed(params long[] shape)
    {
        var count = shape.Aggregate(1L, static (product, size) => product * size);
        return Ops.Constant(tensor([.. Enumerable.Range(0, (int)count).Select(static index => (float)Math.Sin((7 * index) + 1))]).reshape(shape));
    }
}
