using Gans.Onnx;
using ResidualExport;
using TorchSharp;
using static Gans.Onnx.OnnxAxis;

if (args.Length > 1)
{
    Console.Error.WriteLine("Usage: ResidualExport [FILE.onnx]");
    return 2;
}

var path = args.Length > 0 ? args[0] : "residual.onnx";
torch.random.manual_seed(42);
using var network = new ResidualNet();   // an app would load its trained weights here: network.load("residual.dat")
var input = new OnnxInput("images", [N, 3, 32, 32]);

try
{
    var report = OnnxExport.Write(network, path, new OnnxExportOptions { OutputNames = ["scores"] }, input);
    Console.WriteLine($"wrote {report.Path}: {report.Nodes} nodes, {report.StoredTensors} stored tensors, {report.Bytes} bytes");
    Console.WriteLine("takes images [N, 3, 32, 32], gives scores [N, 10]");
    Console.WriteLine($"differs from libtorch by {report.GreatestDifference:g2} at most");
    foreach (var glue in report.Glue)
    {
        Console.WriteLine($"recognised in {(glue.Module.Length == 0 ? "the network" : glue.Module)}: {glue.Expression} {glue.Shape}");
    }

    return 0;
}
catch (OnnxExportException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
