using Gans.Onnx.Graph;
using Gans.Onnx.Recognition;
using Gans.Onnx.Tests.Support;
using global::Onnx;
using Google.Protobuf;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests;

[TestClass]
public sealed class ExportTests
{
    private static readonly OnnxInput X = new("x", [N, 4]);

    [TestMethod]
    public void Write_File_SaysWhatItIs()
    {
        using var network = Linear(4, 2);
        var options = Export.Strict with
        {
            Name = "net",
            Description = "A line.",
            OutputNames = ["scores"],
            OutputDescriptions = new Dictionary<string, string> { ["scores"] = "Unbounded." },
            Metadata = [KeyValuePair.Create("gans.kind", "test"), KeyValuePair.Create("a", "b")],
        };

        var (report, model) = Export.Run(network, options, X with { Description = "Points." });

        Assert.AreEqual("net", model.Graph.Name);
        Assert.AreEqual("A line.", model.DocString);
        Assert.AreEqual(8, model.IrVersion);
        Assert.AreEqual(18, model.OpsetImport.Single().Version);
        CollectionAssert.AreEqual(new[] { "gans.kind=test", "a=b" }, model.MetadataProps.Select(static entry => $"{entry.Key}={entry.Value}").ToArray());
        Assert.AreEqual("Points.", model.Graph.Input.Single().DocString);
        Assert.AreEqual("N", model.Graph.Input.Single().Type.TensorType.Shape.Dim[0].DimParam);
        Assert.AreEqual("scores", model.Graph.Output.Single().Name);
        Assert.AreEqual("Unbounded.", model.Graph.Output.Single().DocString);
        Assert.AreEqual(2, model.Graph.Output.Single().Type.TensorType.Shape.Dim[1].DimValue);
        Assert.IsEmpty(report.Glue);
    }

    [TestMethod]
    [Description("A number and a row that may be left out: verified with them and without, and not folded into what reads them.")]
    public void Write_InputsWithDefault_AreInputsWithInitializers()
    {
        using var network = Linear(4, 4);
        using var one = tensor(1f);
        using var row = zeros(4);
        OnnxInput[] inputs = [X, new("psi", []) { Default = one }, new("offset", [4]) { Default = row }];
        var path = Path.GetTempFileName();

        OnnxExport.Write(network, path, Export.Strict, inputs, values => [("y", Ops.Add(Ops.Multiply(network.call(values[0]), values[1]), values[2]))]);

        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph;
        File.Delete(path);
        CollectionAssert.AreEqual(new[] { "x", "psi", "offset" }, graph.Input.Select(static input => input.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "psi", "offset" }, graph.Initializer.Select(static tensor => tensor.Name).Take(2).ToArray());
        CollectionAssert.AreEqual(new[] { "Gemm", "Mul", "Add" }, graph.Node.Select(static node => node.OpType).ToArray());
    }

    [TestMethod]
    public void Write_DefaultOfOtherSizes_Refused()
    {
        using var network = Linear(4, 4);
        using var three = zeros(3);

        var refusal = Export.Refused(network, Export.Strict, X with { Default = three });

        StringAssert.Contains(refusal.Message, "input 'x': its Default is Float32 [3], declared is Float32 [N, 4].");
    }

    [TestMethod]
    public void Write_WrongForm_RefusedAndNoFileLeft()
    {
        var folder = Directory.CreateTempSubdirectory("gans-onnx-");
        try
        {
            using var network = new Doubled(onnxFactor: 3);
            var path = Path.Combine(folder.FullName, "net.onnx");
            File.WriteAllText(path, "older");

            var refusal = Assert.ThrowsExactly<OnnxExportException>(() => OnnxExport.Write(network, path, Export.Strict, X));

            StringAssert.Contains(refusal.Message, "differs by");
            StringAssert.Contains(refusal.Message, "No file was written.");
            CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(folder.FullName));
            Assert.AreEqual("older", File.ReadAllText(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Write_ModuleWithItsOwnForm_UsesIt()
    {
        using var network = Sequential(("twice", new Doubled(onnxFactor: 2)));

        var (_, model) = Export.Run(network, Export.Strict, X);

        Assert.AreEqual("twice/Mul", model.Graph.Node.Single().Name);
    }

    [TestMethod]
    public void Write_BytesOneLevelApart_Pass()
    {
        using var network = new Levels(onnxShift: 1);   // bytes are rounded real numbers: the last bit of these may move one to its neighbour

        Assert.AreEqual(0, Export.Run(network, Export.Strict, X).Report.GreatestDifference);
    }

    [TestMethod]
    public void Write_BytesTwoLevelsApart_Refused()
    {
        using var network = new Levels(onnxShift: 2);

        StringAssert.Contains(Export.Refused(network, Export.Strict, X).Message, "differs by 1 between libtorch and ONNX Runtime");
    }

    [TestMethod]
    public void Write_FormWithAWrongShape_RefusedByName()
    {
        using var network = Sequential(("part", new Reduced()));

        var refusal = Export.Refused(network, Export.Strict, X);

        StringAssert.Contains(refusal.Message, "Exporting Reduced 'part': its ONNX form gives Float32 [N, 1], the network Float32 [N].");
    }

    [TestMethod]
    public void Write_FormOfAPart_IsUsedByTheWhole()
    {
        using var network = Sequential(("pair", new Halves()));

        var (_, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "pair.inner/Gemm", "pair/Tanh" }, model.Graph.Node.Select(static node => node.Name).ToArray());
        CollectionAssert.AreEquivalent(
            new[] { "pair.inner.weight", "pair.inner.bias" }, model.Graph.Initializer.Select(static tensor => tensor.Name).ToArray());
    }

    [TestMethod]
    public void Write_SeveralInputsAndOutputs_KeepTheirOrder()
    {
        var linear = Linear(4, 3);
        using var network = new Function(static x => x, ("linear", linear));
        var folder = Directory.CreateTempSubdirectory("gans-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "net.onnx");
            var labels = new OnnxInput("labels", [N]) { Type = ScalarType.Int64, Sample = static batch => randint(0, 3, [batch], dtype: ScalarType.Int64) };

            OnnxExport.Write(network, path, Export.Strict, [X, labels], values => [("b", linear.call(values[0])), ("a", Ops.OneHot(values[1], 3))]);

            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            CollectionAssert.AreEqual(new[] { "x", "labels" }, model.Graph.Input.Select(static value => value.Name).ToArray());
            CollectionAssert.AreEqual(new[] { "b", "a" }, model.Graph.Output.Select(static value => value.Name).ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Write_OneValueAsTwoOutputsAndAnInputAsAnother_WritesAllOfThem()
    {
        var linear = Linear(4, 3);
        using var network = new Function(static x => x, ("linear", linear));
        var folder = Directory.CreateTempSubdirectory("gans-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "net.onnx");

            OnnxExport.Write(network, path, Export.Strict, [X], values =>
            {
                var features = linear.call(values[0]);
                return [("features", features), ("same", features), ("input", values[0])];
            });

            var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph;
            CollectionAssert.AreEqual(new[] { "features", "same", "input" }, graph.Output.Select(static value => value.Name).ToArray());
            CollectionAssert.AreEqual(new[] { "Gemm", "Identity", "Identity" }, graph.Node.Select(static node => node.OpType).ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Write_EqualConstants_AreStoredOnce()
    {
        using var network = new Function(static x =>
            Ops.Add(Ops.Multiply(Ops.Add(Ops.Multiply(x, 0.5), Ops.Constant(ones(4))), 0.5), Ops.Constant(ones(4))));

        var (report, model) = Export.Run(network, Export.Strict, X);

        Assert.HasCount(4, model.Graph.Node);
        Assert.HasCount(2, model.Graph.Initializer);
        Assert.AreEqual((4, 2), (report.Nodes, report.StoredTensors));
    }

    [TestMethod]
    public void Write_EqualWeightsOfTwoModules_KeepTheirNames()
    {
        using var network = Sequential(("a", PReLU(4)), ("b", PReLU(4)));   // both slopes are 0.25

        var (_, model) = Export.Run(network, Export.Strict, X);

        CollectionAssert.AreEqual(new[] { "a.weight", "b.weight" }, model.Graph.Initializer.Select(static tensor => tensor.Name).ToArray());
    }

    [TestMethod]
    public void Write_NothingButNaN_Refused()
    {
        using var network = new Function(static x => Ops.Divide(Ops.Multiply(x, 0), 0));

        StringAssert.Contains(Export.Refused(network, Export.Strict, X).Message, "Check that weights and outputs are finite");
    }

    [TestMethod]
    public void Write_SizeThatFollowsTheBatchOnlyAtFirst_FailsInVerification()
    {
        using var network = new Function(static x => Ops.Slice(x, 0, 0, Math.Min(x.shape[0], 3)));

        StringAssert.Contains(
            Export.Refused(network, Export.Strict, X).Message, "output 'y' of a batch of 5 is [5, 4] in ONNX Runtime and [3, 4] in libtorch");
    }

    [TestMethod]
    public void Write_FreeAxes_AreNamedAndVerifiedAtTheSecondSize()
    {
        using var network = Sequential(("a", Conv2d(3, 4, 3, padding: 1)), ("b", ReLU()), ("c", MaxPool2d(2)));

        var (_, model) = Export.Run(network, Export.Strict, new OnnxInput("x", [N, 3, Free("H", 8, 12), Free("W", 8, 14)]));

        CollectionAssert.AreEqual(
            new[] { "N", "", "H", "W" }, model.Graph.Input.Single().Type.TensorType.Shape.Dim.Select(static size => size.DimParam).ToArray());
        CollectionAssert.AreEqual(
            new[] { "N", "", "h", "w" }, model.Graph.Output.Single().Type.TensorType.Shape.Dim.Select(static size => size.DimParam).ToArray());
    }

    [TestMethod]
    public void Write_FreeAxesThatTheNetworkFixes_Refused()
    {
        using var network = new Function(static x => Ops.Reshape(x, x.shape[0], x.shape[2] / 4, 4));

        Export.Refused(network, Export.Strict, new OnnxInput("x", [N, 1, Free("L", 8, 16)]));
    }

    [TestMethod]
    public void Write_IntegersWithoutSample_RefusedWithTheRemedy()
    {
        using var network = Embedding(3, 4);

        StringAssert.Contains(Export.Refused(network, Export.Strict, new OnnxInput("x", [N]) { Type = ScalarType.Int64 }).Message, "Set Sample");
    }

    [TestMethod]
    public void Write_ModuleWithoutForm_RefusedByName()
    {
        using var network = Sequential(("fold", Unfold(2)));

        StringAssert.Contains(
            Export.Refused(network, Export.Strict, new OnnxInput("x", [N, 1, 4, 4])).Message, "Exporting Unfold 'fold': opset 18 has no operator that does "
                + "the same");
    }

    [TestMethod]
    public void Write_RecognizedGlue_IsWrittenAndListed()
    {
        var (left, right) = (Linear(4, 4), Linear(4, 1));
        using var network = new Function(x => right.call(left.call(x) * 2), ("left", left), ("right", right));
        var folder = Directory.CreateTempSubdirectory("gans-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "net.onnx");

            var report = Export.Write(network, path, new OnnxExportOptions(), X, new Doubling());

            Assert.AreEqual(new RecognizedGlue(string.Empty, "double(left)", "[N, 4]"), report.Glue.Single());
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            CollectionAssert.AreEqual(new[] { "left/Gemm", "Mul", "right/Gemm" }, model.Graph.Node.Select(static node => node.Name).ToArray());
            Assert.AreEqual(OnnxExport.GlueKey, model.MetadataProps.Single().Key);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    [DataRow("unknown operator", "is not one that this exporter knows")]
    [DataRow("unknown attribute", "has no attribute 'beta'")]
    [DataRow("missing source", "reads 'nothing', which nothing before it makes")]
    [DataRow("wrong shape", "'h' is declared [N, 5] and made [N, 4]")]
    [DataRow("wrong type", "'y' is declared Float64 and made Float32")]
    [DataRow("two sources", "the value 'h' has two sources")]
    [DataRow("two nodes of a name", "two nodes are named 'Mul'")]
    [DataRow("output without source", "no node makes 'nowhere'")]
    [DataRow("short tensor", "holds 3 bytes, its shape needs 16")]
    [DataRow("opset", "the operator set is not that of the operators")]
    public void Check_BrokenModel_RefusedByName(string fault, string found)
    {
        var model = TwoNodes();
        ModelChecker.Check(model);
        var graph = model.Graph;
        switch (fault)
        {
            case "unknown operator": graph.Node[0].OpType = "Frobnicate"; break;
            case "unknown attribute": graph.Node[0].Attribute.Add(OnnxAttribute.Float("beta", 1).Proto); break;
            case "missing source": graph.Node[0].Input[0] = "nothing"; break;
            case "wrong shape": graph.ValueInfo[0].Type.TensorType.Shape.Dim[1].DimValue = 5; break;
            case "wrong type": graph.Output[0].Type.TensorType.ElemType = (int)TensorProto.Types.DataType.Double; break;
            case "two sources": graph.Node[1].Output[0] = "h"; break;
            case "two nodes of a name": graph.Node[1].Name = graph.Node[0].Name; break;
            case "output without source": graph.Output[0].Name = "nowhere"; break;
            case "short tensor": graph.Initializer[0].RawData = ByteString.CopyFrom(1, 2, 3); break;
            default: model.OpsetImport[0].Version = 11; break;
        }

        StringAssert.Contains(Assert.ThrowsExactly<OnnxExportException>(() => ModelChecker.Check(model)).Message, found);
    }

    private static ModelProto TwoNodes()
    {
        var builder = new GraphBuilder(["y"]);
        var x = builder.Input("x", ScalarType.Float32, [Dimension.Batch, 4], null);
        using var weight = ones(4);
        var hidden = builder.Add(string.Empty, "Mul", [x, builder.Constant("w", weight)], 1, [])[0];
        hidden.Name = "h";
        builder.Output("y", builder.Add(string.Empty, "LeakyRelu", [hidden], 1, [])[0], null);
        var model = new ModelProto { IrVersion = OnnxExport.IrVersion, Graph = builder.Build("g") };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OnnxExport.OpsetVersion });
        return model;
    }

    private sealed class Doubled(double onnxFactor) : Module<Tensor, Tensor>(nameof(Doubled)), IOnnxModule
    {
        public override Tensor forward(Tensor input) => input * 2;

        public OnnxValue ToOnnx(OnnxCall call) => call.Add("Mul", [call.Input, call.Number(onnxFactor)]);
    }

    /// <summary>Levels from 100 to 150; those of the form lie higher.</summary>
    private sealed class Levels(double onnxShift) : Module<Tensor, Tensor>(nameof(Levels)), IOnnxModule
    {
        public override Tensor forward(Tensor input) => input.tanh().mul(25).add(125).round().to_type(ScalarType.Byte);

        public OnnxValue ToOnnx(OnnxCall call)
        {
            var level = call.Add("Add", [call.Add("Mul", [call.Add("Tanh", [call.Input]), call.Number(25)]), call.Number(125)]);
            return call.Cast(call.Add("Add", [call.Add("Round", [level]), call.Number(onnxShift)]), ScalarType.Byte);
        }
    }

    private sealed class Reduced() : Module<Tensor, Tensor>(nameof(Reduced)), IOnnxModule
    {
        public override Tensor forward(Tensor input) => input.sum(1);

        public OnnxValue ToOnnx(OnnxCall call) => call.Add("ReduceSum", [call.Input, call.Integers(1)]);
    }

    private sealed class Halves : Module<Tensor, Tensor>, IOnnxModule
    {
        private readonly TorchSharp.Modules.Linear inner = Linear(4, 4);

        internal Halves()
            : base(nameof(Halves)) => register_module("inner", inner);

        public override Tensor forward(Tensor input) => inner.call(input).tanh();

        public OnnxValue ToOnnx(OnnxCall call) => call.Add("Tanh", [call.Convert(inner, call.Input)]);
    }

    private sealed class Doubling : IGlueRecognizer
    {
        public GlueAnswer Recognize(GlueQuestion question)
        {
            var left = question.Candidates.Single(static candidate => candidate.Name == "left");
            return new GlueAnswer(new GlueExpression("double(left)", [left], static values => Ops.Multiply(values[0], 2)));
        }
    }
}
