using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Tests.Export;

/// <summary>Layers of progressive growing in ONNX files: each is compared with libtorch by ONNX Runtime.</summary>
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
}
