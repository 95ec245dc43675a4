using Gans.Onnx.Tests.Support;
using Gans.Onnx.Verification;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Recognition;

/// <summary>
/// Code drawn at random, of what is recognised and of what is not: whatever is exported is right on inputs that neither recognition nor verification saw.
/// </summary>
[TestClass]
public sealed class GlueDrawnTests
{
    private const int Programs = 80;
    private const int MostSteps = 3;
    private const double Tolerance = 1e-4;   // the verification's own, relative to the greatest value

    private static readonly double[] Scales = [0.1, 1, 10, 100];

    /// <summary>A step: the value so far, and one of the recorded values.</summary>
    private static readonly Func<Tensor, Tensor, Tensor>[] Steps =
    [
        static (a, b) => a + b,
        static (a, b) => a - b,
        static (a, b) => a * b,
        static (a, b) => functional.relu(a),
        static (a, b) => functional.leaky_relu(a, 0.2),
        static (a, b) => functional.leaky_relu(a, 0.15),
        static (a, b) => functional.softmax(a, 1),
        static (a, b) => a.sigmoid(),
        static (a, b) => a.tanh(),
        static (a, b) => a.abs(),
        static (a, b) => a.neg(),
        static (a, b) => a * 0.3,
        static (a, b) => a + 1.7,
        static (a, b) => a.clamp(-0.5, 2),
        static (a, b) => a.clamp(-30, 6),
        static (a, b) => where(a.gt(b), a, b),
        static (a, b) => where(a.gt(0.5), a, a * 3),
        static (a, b) => a.flip(1),
        static (a, b) => a.roll(1, 1),
        static (a, b) => a - a.mean([1], keepdim: true),
        static (a, b) => a - a.mean([0], keepdim: true),
        static (a, b) => a * a.shape[0],
        static (a, b) => cat([a.narrow(1, 3, 3), b.narrow(1, 0, 3)], 1),
        static (a, b) => a.round(),
        static (a, b) => maximum(a, b),
        static (a, b) => b,
    ];

    [TestMethod]
    public void Write_DrawnCode_RefusedOrRight()
    {
        random.manual_seed(1);
        var draw = new Random(1);
        var exported = 0;
        for (var program = 0; program < Programs; program++)
        {
            (Func<Tensor, Tensor, Tensor> Step, int Other)[] steps =
                [.. Enumerable.Range(0, 1 + draw.Next(MostSteps)).Select(_ => (Steps[draw.Next(Steps.Length)], draw.Next(3)))];
            var (first, second, last) = (Linear(6, 6), Linear(6, 6), Linear(6, 2));
            using var network = new Function(
                x =>
                {
                    Tensor[] values = [x, first.call(x), second.call(x)];
                    return last.call(steps.Aggregate(values[1], (value, step) => step.Step(value, values[step.Other])));
                },
                ("first", first),
                ("second", second),
                ("last", last));

            exported += IsRight(network) ? 1 : 0;
        }

        // Of both there are many, so that the test says something of both.
        Assert.IsInRange(Programs / 5, Programs * 4 / 5, exported);
    }

    /// <summary>Exports and compares; false where the network is refused.</summary>
    private static bool IsRight(Function network)
    {
        var folder = Directory.CreateTempSubdirectory("gans-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "net.onnx");
            OnnxExportReport report;
            try
            {
                report = OnnxExport.Write(network, path, new OnnxInput("x", [N, 6]));
            }
            catch (OnnxExportException)
            {
                return false;
            }

            using var session = OnnxSessions.Open(File.ReadAllBytes(path), new SessionSettings { Device = Runtime.Device.Cpu }, path);
            foreach (var scale in Scales)
            {
                Compare(session, network, scale, string.Join("; ", report.Glue.Select(static glue => glue.Expression)));
            }

            return true;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Compare(InferenceSession session, Function network, double scale, string glue)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var input = randn(64, 6) * scale;
        using var feed = OrtTensors.ToOrtValue(input);
        using var options = new RunOptions();
        using var results = session.Run(options, ["x"], [feed], session.OutputNames);
        var expected = network.call(input).to_type(ScalarType.Float64).data<double>().ToArray();
        var greatest = Math.Max(1, expected.Select(Math.Abs).Max());
        foreach (var (wanted, found) in expected.Zip(OrtTensors.ToDoubles(results[0])))
        {
            Assert.AreEqual(wanted, found, Tolerance * greatest, $"{glue} at scale {scale}");
        }
    }
}
