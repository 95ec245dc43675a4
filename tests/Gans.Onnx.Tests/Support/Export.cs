using Gans.Onnx.Recognition;
using global::Onnx;
using static TorchSharp.torch;

namespace Gans.Onnx.Tests.Support;

/// <summary>Exports into a folder of its own, and reads the file back.</summary>
internal static class Export
{
    internal static readonly OnnxExportOptions Strict = new() { Strict = true };

    internal static (OnnxExportReport Report, ModelProto Model) Run(nn.Module network, OnnxExportOptions options, params IReadOnlyList<OnnxInput> inputs)
    {
        var folder = Directory.CreateTempSubdirectory("gans-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "net.onnx");
            var report = OnnxExport.Write(network, path, options, inputs);
            return (report, ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static OnnxExportException Refused(nn.Module network, OnnxExportOptions options, params IReadOnlyList<OnnxInput> inputs) =>
        Assert.ThrowsExactly<OnnxExportException>(() => Run(network, options, inputs));

    internal static IEnumerable<string> Ops(this ModelProto model) => model.Graph.Node.Select(static node => node.OpType);

    internal static OnnxExportReport Write(nn.Module network, string path, OnnxExportOptions options, OnnxInput input, IGlueRecognizer recognizer) =>
        new NetworkExport(network, options, [input], values => [("y", ((nn.Module<Tensor, Tensor>)network).call(values[0]))], recognizer).Write(path);
}
