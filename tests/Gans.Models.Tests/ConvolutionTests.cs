using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>The worked examples of chapter 3 of Brownlee, and the paddings that the networks of Brownlee rely on.</summary>
[TestClass]
public sealed class ConvolutionTests
{
    private static readonly float[][] Input = [[1, 2], [3, 4]];
    private static readonly float[][] Sixteen = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]];

    [TestMethod]
    [Description("T0")]
    public void ValidConvTranspose_OneByOneStrideOne_IsIdentity()
    {
        using var layer = new ValidConvTranspose2d(1, 1, kernel: 1, stride: 1).WithKernel(1);

        LayerValues.AreEqual(Input, layer.Run(Input));
    }

    [TestMethod]
    [Description("T1: a kernel smaller than the stride leaves zeros, also at the end; two parameters.")]
    public void ValidConvTranspose_OneByOneStrideTwo_InsertsZeros()
    {
        using var layer = new ValidConvTranspose2d(1, 1, kernel: 1, stride: 2).WithKernel(1);

        LayerValues.AreEqual([[1, 0, 2, 0], [0, 0, 0, 0], [3, 0, 4, 0], [0, 0, 0, 0]], layer.Run(Input));
        Assert.AreEqual(2, layer.TrainableParameterCount());
    }

    [TestMethod]
    public void SameConvTranspose_OneByOneStrideTwo_InsertsZeros()
    {
        using var layer = new SameConvTranspose2d(1, 1, kernel: 1, stride: 2).WithKernel(1);

        LayerValues.AreEqual([[1, 0, 2, 0], [0, 0, 0, 0], [3, 0, 4, 0], [0, 0, 0, 0]], layer.Run(Input));
    }

    [TestMethod]
    [Description("Kernel and stride equal: every pixel becomes a block of its own.")]
    public void SameConvTranspose_TwoByTwo_MakesBlocks()
    {
        using var layer = new SameConvTranspose2d(1, 1, kernel: 2, stride: 2).WithKernel(1, 10, 100, 1000);

        LayerValues.AreEqual([[1, 10, 2, 20], [100, 1000, 200, 2000], [3, 30, 4, 40], [300, 3000, 400, 4000]], layer.Run(Input));
    }

    [TestMethod]
    [Description("T2")]
    public void SameConvTranspose_ThreeByThree_DropsTheLastRowAndColumn()
    {
        using var layer = new SameConvTranspose2d(1, 1, kernel: 3, stride: 2).WithKernel(LayerValues.Ones(9));

        LayerValues.AreEqual([[1, 1, 3, 2], [1, 1, 3, 2], [4, 4, 10, 6], [3, 3, 7, 4]], layer.Run(Input));
    }

    [TestMethod]
    [Description("T3")]
    public void ValidConvTranspose_ThreeByThree_IsWhole()
    {
        using var layer = new ValidConvTranspose2d(1, 1, kernel: 3, stride: 2).WithKernel(LayerValues.Ones(9));

        LayerValues.AreEqual([[1, 1, 3, 2, 2], [1, 1, 3, 2, 2], [4, 4, 10, 6, 6], [3, 3, 7, 4, 4], [3, 3, 7, 4, 4]], layer.Run(Input));
    }

    [TestMethod]
    [Description("T4")]
    public void SameConvTranspose_FourByFour_CropsBothEnds()
    {
        using var layer = new SameConvTranspose2d(1, 1, kernel: 4, stride: 2).WithKernel(LayerValues.Ones(16));

        LayerValues.AreEqual([[1, 3, 3, 2], [4, 10, 10, 6], [4, 10, 10, 6], [3, 7, 7, 4]], layer.Run(Input));
    }

    [TestMethod]
    [Description("T5")]
    public void SameConvTranspose_FiveByFive_CropsOneBeforeAndTwoAfter()
    {
        using var layer = new SameConvTranspose2d(1, 1, kernel: 5, stride: 2).WithKernel(LayerValues.Ones(25));

        LayerValues.AreEqual([[1, 3, 3, 3], [4, 10, 10, 10], [4, 10, 10, 10], [4, 10, 10, 10]], layer.Run(Input));
    }

    [TestMethod]
    [Description("T6: the kernel is not flipped.")]
    public void SameConvTranspose_ThreeByThreeCounting_KeepsTheKernelUpright()
    {
        using var layer = new SameConvTranspose2d(1, 1, kernel: 3, stride: 2).WithKernel(LayerValues.UpTo(9));

        LayerValues.AreEqual([[1, 2, 5, 4], [4, 5, 14, 10], [10, 14, 36, 24], [12, 15, 34, 20]], layer.Run(Input));
    }

    [TestMethod]
    [Description("T7")]
    public void SameConvTranspose_FourByFourCounting_KeepsTheKernelUpright()
    {
        using var layer = new SameConvTranspose2d(1, 1, kernel: 4, stride: 2).WithKernel(LayerValues.UpTo(16));

        LayerValues.AreEqual([[6, 17, 20, 14], [16, 42, 52, 34], [32, 82, 92, 58], [30, 69, 76, 44]], layer.Run(Input));
    }

    [TestMethod]
    [Description("C1: zeros at the bottom and right only.")]
    public void SameConv_ThreeByThreeStrideTwo_PadsTheEnd()
    {
        using var layer = new SameConv2d(1, 1, kernel: 3, stride: 2).WithKernel(LayerValues.Ones(9));

        LayerValues.AreEqual([[54, 45], [72, 54]], layer.Run(Sixteen));
    }

    [TestMethod]
    [Description("C2")]
    public void SameConv_FourByFourStrideTwo_PadsBothEnds()
    {
        using var layer = new SameConv2d(1, 1, kernel: 4, stride: 2).WithKernel(LayerValues.Ones(16));

        LayerValues.AreEqual([[54, 63], [90, 99]], layer.Run(Sixteen));
    }

    [TestMethod]
    [Description("By hand: a row of 1 2 3 4, kernel 1 10 100 1000, pads 1 and 2.")]
    public void SameConv_FourWideStrideOne_PadsOneBeforeAndTwoAfter()
    {
        using var layer = new SameConv2d(1, 1, kernel: 4).WithKernel([.. new float[4], 1, 10, 100, 1000, .. new float[8]]);

        LayerValues.AreEqual([[3210, 4321, 432, 43]], layer.Run([[1, 2, 3, 4]]));
    }

    [TestMethod]
    [DataRow(28, 3, 2, 0, 1)]
    [DataRow(14, 3, 2, 0, 1)]
    [DataRow(7, 3, 2, 1, 1)]
    [DataRow(28, 3, 1, 1, 1)]
    [DataRow(28, 4, 2, 1, 1)]
    [DataRow(14, 4, 2, 1, 1)]
    [DataRow(7, 4, 1, 1, 2)]
    [DataRow(28, 7, 1, 3, 3)]
    [DataRow(80, 5, 2, 1, 2)]
    [DataRow(7, 5, 2, 2, 2)]
    [Description("As the networks of Brownlee rely on it.")]
    public void SamePad_OfTheSpecs(long size, long kernel, long stride, long before, long after)
    {
        Assert.AreEqual(new Border(before, after), Border.SamePad(size, kernel, stride));
    }

    [TestMethod]
    [DataRow(3, 2, 0, 1)]
    [DataRow(4, 2, 1, 1)]
    [DataRow(5, 2, 1, 2)]
    [DataRow(5, 1, 2, 2)]
    [DataRow(2, 2, 0, 0)]
    [DataRow(1, 2, 0, -1)]
    public void SameCrop_OfTheSpecs(long kernel, long stride, long before, long after)
    {
        Assert.AreEqual(new Border(before, after), Border.SameCrop(kernel, stride));
    }

    [TestMethod]
    public void SameConv_HeightAndWidthThatPadDifferently_GivesCeilOfEach()
    {
        using var scope = NewDisposeScope();
        using var layer = new SameConv2d(2, 3, kernel: 3, stride: 2);

        Assert.AreEqual("[4, 3, 4, 5]", layer.Run(zeros(4, 2, 8, 9), Mode.Inference).shape.Text());
    }

    [TestMethod]
    [DataRow(8, 1, 7)]
    [DataRow(8, 3, 5)]
    [DataRow(4, 2, 4)]
    [Description("Few output channels are computed row by row, which adds in another order: equal but for rounding of sums of some hundred products near 1.")]
    public void SameConv_FewOutputs_EqualsPlainInValueAndGradients(int inputs, int outputs, int kernel)
    {
        using var scope = NewDisposeScope();
        _ = random.manual_seed(3);
        using var layer = new SameConv2d(inputs, outputs, kernel);
        var (weight, bias) = (layer.get_parameter("weight")!, layer.get_parameter("bias")!);
        var x = randn([2, inputs, 9, 8], requires_grad: true);
        var (before, after) = ((kernel - 1) / 2, kernel / 2);

        var actual = layer.call(x);
        var expected = nn.functional.conv2d(nn.functional.pad(x, [before, after, before, after]), weight, bias);

        AssertClose(expected, actual);
        foreach (var (plain, rows) in GradientsOf(expected).Zip(GradientsOf(actual)))
        {
            AssertClose(plain, rows);
        }

        Tensor[] GradientsOf(Tensor output)
        {
            Tensor[] sources = [x, weight, bias];
            autograd.backward([output.square().sum()], inputs: sources);
            var gradients = Array.ConvertAll(sources, source => source.grad!);
            Array.ForEach(sources, source => source.grad = null);
            return gradients;
        }

        static void AssertClose(Tensor expected, Tensor actual) =>
            Assert.AreEqual(0, (expected - actual).abs().max().item<float>(), 1e-4 * Math.Max(1, expected.abs().max().item<float>()));
    }

    [TestMethod]
    public void SameConv_WithoutBias_HasNone()
    {
        using var layer = new SameConv2d(2, 3, kernel: 3, bias: false);

        Assert.AreEqual(54, layer.ParameterCount());
    }

    [TestMethod]
    [Description("Glorot's limit for a 4x4 kernel of 8 and 16 channels: sqrt(6 / ((8 + 16) * 16)) = 0.125.")]
    public void Weights_ByDefault_FillGlorotsRange()
    {
        manual_seed(1);
        using var layer = new SameConv2d(8, 16, kernel: 4);
        using var transposed = new SameConvTranspose2d(8, 16, kernel: 4, stride: 2);

        foreach (var module in new Module[] { layer, transposed })
        {
            var weights = Values(module, "weight");
            Assert.IsTrue(weights.All(weight => Math.Abs(weight) <= 0.125));
            Assert.IsGreaterThan(0.124f, weights.Max());
            Assert.IsLessThan(-0.124f, weights.Min());
            Assert.IsTrue(Values(module, "bias").All(bias => bias == 0));
        }

        static float[] Values(Module module, string name) => module.NamedState().Single(entry => entry.Name == name).Value.Floats();
    }
}
