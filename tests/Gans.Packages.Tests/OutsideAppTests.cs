using Gans.Formats;
using Gans.Inference;

namespace Gans.Packages.Tests;

/// <summary>An app of someone else that has the packages.</summary>
[TestClass]
public sealed class OutsideAppTests
{
    private const string Program = """
        using Gans.Formats;
        using Gans.Inference;
        using Gans.Onnx;
        using static Gans.Onnx.OnnxAxis;
        using static TorchSharp.torch.nn;

        using var generator = Generator.Load(args[0]);
        var images = generator.Sample(count: 16, seed: 42);
        images.SaveGrid(args[1]);
        File.WriteAllBytes(args[2], images[7]);

        using var network = Sequential(("hidden", Linear(4, 8)), ("bend", ReLU()), ("scores", Linear(8, 3)));
        var report = OnnxExport.Write(network, args[3], new OnnxInput("x", [N, 4]));
        Console.WriteLine($"{report.Nodes} nodes");
        """;

    [TestMethod]
    public void App_WithInferenceAndOnnx_SamplesAndExports()
    {
        using var app = new OutsideProject(
            $"""
            <PackageReference Include="Gans.Inference" Version="{PackageFeed.Version}" />
            <PackageReference Include="Gans.Onnx" Version="{PackageFeed.Version}" />
            """,
            Program);
        app.UseFeed();
        var model = new TinyModel { Height = 12, Width = 10, Channels = 3 }.ToBytes();
        File.WriteAllBytes(app["generator.onnx"], model);

        DotNet.Run(app.Path, "publish", "-c", "Release", "-o", app["bin"], "-warnaserror", "-v:quiet", "--nologo");

        // In place of TorchSharp-cpu, which brings libtorch for every system: 1.2 GB that no test should fetch.
        var output = DotNet.Run(app.Path, [app["bin/App.dll"], "generator.onnx", "sheet.png", "image.raw", "net.onnx"], ("LIBTORCH", Repository.Torch));

        using var generator = Generator.Load(model);
        CollectionAssert.AreEqual(generator.Sample(16, 42)[7].ToArray(), File.ReadAllBytes(app["image.raw"]));
        var sheet = ImageCodec.Load(app["sheet.png"]);
        Assert.AreEqual(3, sheet.Channels);
        Assert.IsGreaterThanOrEqualTo(4 * 12, sheet.Height);
        Assert.IsGreaterThanOrEqualTo(4 * 10, sheet.Width);
        Assert.AreEqual("3 nodes", output.Trim());
        Assert.AreEqual(File.ReadAllText(Repository.File("THIRD-PARTY-NOTICES.txt")), File.ReadAllText(app["bin/Gans.THIRD-PARTY-NOTICES.txt"]));
        Assert.Contains("Gemm", Onnx.ModelProto.Parser.ParseFrom(File.ReadAllBytes(app["net.onnx"])).Graph.Node.Select(static node => node.OpType));
    }
}
