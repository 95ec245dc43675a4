using Gans.Onnx.Tests.Support;
using Google.Protobuf;
using TorchSharp;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Gallery;

/// <summary>
/// Networks that are not ours, written as TorchSharp's users write them, and those of TorchVision as they are. An export checks the file, runs it in ONNX
/// Runtime as it stands and optimised, at batch sizes 1 and up to 5 and three scales, and throws where it differs from libtorch by more than 1e-4 of the
/// greatest value.
/// </summary>
[TestClass]
public sealed class GalleryTests
{
    /// <summary>Names a folder where the files are kept, for other checkers.</summary>
    private const string KeepVariable = "GANS_GALLERY";

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Networks => All().Select(static entry => new object[] { entry.Title });

    public static IEnumerable<object[]> RefusedNetworks => Refused().Select(static entry => new object[] { entry.Title });

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void Write_NetworkOfOthers_ComputesWhatLibtorchComputes(string title)
    {
        var (_, create, input) = All().Single(entry => entry.Title == title);
        torch.random.manual_seed(1);
        using var network = create();
        Randomize(network);
        network.eval();

        var (report, model) = Export.Run(network, new OnnxExportOptions(), input);

        Assert.IsLessThanOrEqualTo(1e-4, report.GreatestDifference);
        Assert.AreEqual("N", model.Graph.Output[0].Type.TensorType.Shape.Dim[0].DimParam);
        TestContext.WriteLine($"{report.Nodes} nodes, {report.Glue.Count} pieces of glue, difference {report.GreatestDifference:g2}");
        if (Environment.GetEnvironmentVariable(KeepVariable) is { Length: > 0 } folder)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{title.Replace(' ', '-')}.onnx"), model.ToByteArray());
        }
    }

    /// <summary>What is not recognised is named, with the module whose code it is and the remedy.</summary>
    [TestMethod]
    [DynamicData(nameof(RefusedNetworks))]
    public void Write_NetworkWithCodeThatIsNotRecognised_RefusedWithModuleAndRemedy(string title)
    {
        var (_, create, input, where) = Refused().Single(entry => entry.Title == title);
        torch.random.manual_seed(1);
        using var network = create();
        Randomize(network);
        network.eval();

        var refusal = Export.Refused(network, new OnnxExportOptions(), input).Message;

        StringAssert.StartsWith(refusal, $"Exporting {where}: found a Float32 [N, ");
        StringAssert.Contains(
            refusal, "Write the functional code between modules with Gans.Onnx.Ops, or put it in a module of its own that implements IOnnxModule.");
    }

    /// <summary>Running statistics that a trained network might have, not those of a new one.</summary>
    private static void Randomize(Module network)
    {
        using var plain = no_grad();
        foreach (var (name, buffer) in network.named_buffers())
        {
            if (name.EndsWith("running_var", StringComparison.Ordinal))
            {
                buffer.copy_(rand_like(buffer).add(0.5));
            }
            else if (name.EndsWith("running_mean", StringComparison.Ordinal))
            {
                buffer.copy_(randn_like(buffer).mul(0.1));
            }
        }
    }

    private static IEnumerable<(string Title, Func<Module<Tensor, Tensor>> Create, OnnxInput Input)> All() =>
    [
        ("residual blocks", () => new ResidualNet(), Images(3, 16)),
        ("transformer", () => new TransformerClassifier(), Words(50, 10)),
        ("U-Net", () => new UNet(), Images(3, 32)),
        ("depthwise blocks", () => new DepthwiseNet(), Images(3, 32)),
        ("Inception v3", () => torchvision.models.inception_v3(transform_input: false), Images(3, 75)),
        ("LeNet", () => new LeNet(), Images(1, 28)),
        ("ResNet-18", () => torchvision.models.resnet18(), Images(3, 64)),
        ("ResNet-50", () => torchvision.models.resnet50(), Images(3, 64)),
        ("MobileNet v2", () => torchvision.models.mobilenet_v2(), Images(3, 64)),
        ("VGG-11", () => torchvision.models.vgg11(), Images(3, 64)),
        ("GoogLeNet", () => torchvision.models.googlenet(), Images(3, 64)),
    ];

    private static IEnumerable<(string Title, Func<Module<Tensor, Tensor>> Create, OnnxInput Input, string Where)> Refused() =>
    [
        ("squeeze and excite", () => new SqueezeExciteNet(), Images(3, 16), "the network"),
    ];

    private static OnnxInput Images(long channels, long size) => new("images", [N, channels, size, size]);

    private static OnnxInput Words(long vocabulary, long length) => new("words", [N, length])
    {
        Type = ScalarType.Int64,
        Sample = batch => randint(0, vocabulary, [batch, length], dtype: ScalarType.Int64),
    };
}
