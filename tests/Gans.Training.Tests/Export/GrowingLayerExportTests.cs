using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Tests.Export;

/// <summary>Layers of progressive growing and of styles in ONNX files: each is compared with libtorch by ONNX Runtime.</summary>
[TestClass]
public sealed class GrowingLayerExportTests
{
    private static readonly OnnxAxis[] Images = [OnnxAxis.N, 3, 4, 4];
    private static readonly OnnxAxis[] Vectors = [OnnxAxis.N, 3];

    public static IEnumerable<object[]> Layers =>
    [
        ["PixelNorm", () => (Module)new PixelNorm(), Images, 1],
        ["MinibatchStdev", () => (Module)new MinibatchStdev(), Images, 1],
        ["MinibatchStdev in groups", () => (Module)new MinibatchStdev(2), (OnnxAxis[])[4, 3, 4, 4], 1],
        ["EqualizedConv2d", () => (Module)new EqualizedConv2d(3, 2, 3), Images, 1],
        ["EqualizedLinear", () => (Module)new EqualizedLinear(3, 4), Vectors, 1],
        ["EqualizedLinear, biases shared", () => (Module)new EqualizedLinear(3, 4, shared: 2), Vectors, 1],
        ["EqualizedLinear, a share of the rate", () => (Module)new EqualizedLinear(3, 4, rate: 0.1), Vectors, 1],
        ["EqualizedConv2d without bias", () => (Module)new EqualizedConv2d(3, 2, 3, bias: false), Images, 1],
        ["EqualizedUpConv2d", () => (Module)new EqualizedUpConv2d(3, 2), Images, 1],
        ["EqualizedDownConv2d", () => (Module)new EqualizedDownConv2d(3, 2), Images, 1],
        ["Blur2d", () => (Module)new Blur2d(), Images, 1],
        ["LearnedConstant", () => (Module)new LearnedConstant(3, 4), Vectors, 1],
        ["WeightedSum", () => (Module)new WeightedSum { Alpha = 0.3 }, Images, 2],
    ];

    [TestMethod]
    [DynamicData(nameof(Layers))]
    public void Write_ALayer_ComputesWhatLibtorchComputes(string name, Func<Module> create, OnnxAxis[] axes, int count)
    {
        Assert.IsNotNull(name);
        using var folder = new TemporaryFolder();
        manual_seed(5);
        using var layer = create();
        var inputs = Enumerable.Range(0, count).Select(index => new OnnxInput($"x{index}", axes)).ToArray();

        var report = OnnxExport.Write(layer, folder["layer.onnx"], new OnnxExportOptions { Strict = true }, inputs);

        Assert.IsLessThanOrEqualTo(1e-4, report.GreatestDifference);
    }

    [TestMethod]
    [Description("Its two inputs have shapes of their own, as have an image and the strength of its noise.")]
    public void Write_StylesOfImages_ComputesWhatLibtorchComputes()
    {
        using var folder = new TemporaryFolder();
        manual_seed(5);
        using var norm = new AdaptiveInstanceNorm(3, 2);
        using var noise = WithScale(new NoiseInput(3, 4));
        var strict = new OnnxExportOptions { Strict = true };

        var styled = OnnxExport.Write(norm, folder["norm.onnx"], strict, [new("x", Images), new("style", [OnnxAxis.N, 2])]);
        var noisy = OnnxExport.Write(noise, folder["noise.onnx"], strict, [new("x", Images), new("strength", [])]);

        Assert.IsLessThanOrEqualTo(1e-4, styled.GreatestDifference);
        Assert.IsLessThanOrEqualTo(1e-4, noisy.GreatestDifference);
    }

    private static NoiseInput WithScale(NoiseInput layer)
    {
        using var plain = no_grad();
        layer.get_parameter("scale")!.fill_(0.5);
        return layer;
    }
}
