using Gans.Torch;
using Gans.Training.Onnx;

namespace Gans.Training.Tests.Onnx;

[TestClass]
[DoNotParallelize]
public sealed class OnnxExportMemoryTests
{
    [TestMethod]
    public void Build_ThatSucceedsAndThatFails_FreeEveryTensor()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();   // what other tests left behind
        using var generator = new TinyGenerator();
        var before = TorchRuntime.LiveTensorCount;

        OnnxExporter.Build(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z)), TestNetworks.Description);
        Assert.ThrowsExactly<OnnxExportException>(
            () => OnnxExporter.Build(generator, [TestNetworks.Latents], TestNetworks.Images(z => generator.Forward(z).Dropout(0.5)), TestNetworks.Description));
        Assert.ThrowsExactly<InvalidOperationException>(
            () => OnnxExporter.Build(generator, [TestNetworks.Latents], _ => throw new InvalidOperationException("broken"), TestNetworks.Description));

        Assert.AreEqual(before, TorchRuntime.LiveTensorCount);
    }
}
