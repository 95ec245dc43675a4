using System.Reflection;
using Gans.Torch;
using Gans.Training.Onnx;
using Gans.Training.Onnx.Converters;

namespace Gans.Training.Tests.Onnx;

[TestClass]
public sealed class ConverterTests
{
    /// <summary>Operators of losses and of training, which no exported pass calls. Those that change their argument end in an underscore.</summary>
    private static readonly HashSet<string> TrainingOnly =
    [
        "aten::binary_cross_entropy_with_logits", "aten::cross_entropy_loss", "aten::mse_loss", "aten::l1_loss", "aten::convolution_backward",
    ];

    private static readonly HashSet<string> Rejected = ["aten::dropout", "aten::empty", "aten::randn", "aten::rand", "aten::randint", "aten::randperm"];

    public static IEnumerable<object[]> Cases => ConverterCases.All.Select(converter => new object[] { converter });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Convert_AtBatch1And3_ComputesWhatLibtorchComputes(ConverterCase converter)
    {
        ArgumentNullException.ThrowIfNull(converter);
        using var scope = new TensorScope();
        using var network = new EmptyModule();
        var model = OnnxExporter.Build(network, converter.Inputs, inputs => [("y", converter.Forward([.. inputs]))], TestNetworks.Extractor);

        foreach (var batch in (int[])[1, 3])
        {
            Tensor[] inputs = [.. converter.Inputs.Select(input => input.Sample(batch))];
            var expected = converter.Forward(inputs);
            var actual = OrtRun.Run(model, inputs).Single();

            Assert.AreEqual(expected.Shape, new Shape(actual.Shape));
            foreach (var (want, got) in expected.To(DType.Float64).ToArray<double>().Zip(actual.Values))
            {
                Assert.AreEqual(want, got, converter.Tolerance);
            }
        }
    }

    [TestMethod]
    public void Cases_Together_CallEveryConverter()
    {
        using var scope = new TensorScope();
        var called = new HashSet<string>(Rejected);   // these have tests of their own
        foreach (var converter in ConverterCases.All)
        {
            Tensor[] inputs = [.. converter.Inputs.Select(input => input.Sample(3))];
            using var trace = new Trace();
            converter.Forward(inputs);
            called.UnionWith(trace.Calls.Select(call => call.Operator));
        }

        Assert.AreEqual(string.Empty, string.Join(", ", ConverterTable.Operators.Except(called)));
    }

    [TestMethod]
    public void Table_OfConverters_KnowsEveryOperatorThatTheBindingCalls()
    {
        var operators = typeof(Tensor).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(field => field.FieldType.Name == "Operator")
            .Select(field => field.GetValue(null)!.ToString()!.Split('.')[0])
            .Where(name => !name.EndsWith('_'))
            .ToHashSet();

        Assert.IsTrue(operators.Contains("aten::conv2d"), "The operators were not found.");
        Assert.AreEqual(string.Empty, string.Join(", ", operators.Except(ConverterTable.Operators).Except(TrainingOnly)));
    }
}
