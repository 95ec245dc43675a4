using System.Diagnostics;
using Gans.Formats;
using Gans.Runtime;
using Google.Protobuf;
using Onnx;
using Node = Onnx.NodeProto;
using Tensor = Onnx.TensorProto;
using Types = Onnx.TensorProto.Types;

namespace Gans.Inference.Tests;

/// <summary>Small files that would take any time or memory, or read other files, are refused by their header: none of them is ever run.</summary>
[TestClass]
public sealed class HostileModelTests
{
    [TestMethod]
    [Description("A loop of 2^62 rounds with an empty body.")]
    public void Read_Loop_IsRefused() => AssertRefused(
        model => model.Graph.Node.Add(new Node
        {
            OpType = "Loop",
            Input = { "rounds", "", "z" },
            Output = { "looped" },
            Attribute = { new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = new GraphProto { Name = "body" } } },
        }),
        "an operator with a graph of its own, such as a loop");

    [TestMethod]
    public void Read_SeveralInnerGraphs_AreRefused() => AssertRefused(
        model => model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "branches", Graphs = { new GraphProto() } }),
        "an operator with a graph of its own");

    [TestMethod]
    [Description("40 functions, each calling the next twice: 2^40 operators.")]
    public void Read_ExponentialFunctions_AreRefused() => AssertRefused(
        model => model.Functions.AddRange(Enumerable.Range(0, 40).Select(i => new FunctionProto
        {
            Name = $"f{i}",
            Domain = "hostile",
            Input = { "x" },
            Output = { "y" },
            Node =
            {
                new Node { OpType = $"f{i + 1}", Domain = "hostile", Input = { "x" }, Output = { "t" } },
                new Node { OpType = $"f{i + 1}", Domain = "hostile", Input = { "t" }, Output = { "y" } },
            },
        })),
        "a function of its own");

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [Description("By the mark alone, or by the place alone.")]
    public void Read_ValuesInAnotherFile_AreRefused(bool marked) => AssertRefused(
        model =>
        {
            var weights = model.Graph.Initializer[0];
            weights.FloatData.Clear();
            if (marked)
            {
                weights.DataLocation = Types.DataLocation.External;
            }
            else
            {
                weights.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "passwd" });
            }
        },
        "tensor 'weights', whose values are in another file");

    [TestMethod]
    public void Read_ValuesInAnotherFileInAnAttribute_AreRefused() => AssertRefused(
        model => model.Graph.Node.Add(Constant("c", new Tensor { Name = "hidden", DataLocation = Types.DataLocation.External })),
        "tensor 'hidden', whose values are in another file");

    [TestMethod]
    [DataRow(1L << 31, DisplayName = "2^31 floats of which none is there: 8 GiB")]
    [DataRow(long.MaxValue, DisplayName = "more than can be counted in bytes")]
    public void Read_TensorThatClaimsMoreThanItHolds_IsRefused(long size) => AssertRefused(
        model => model.Graph.Initializer.Add(new Tensor { Name = "vast", DataType = (int)Types.DataType.Float, Dims = { size, 1 } }),
        "tensor 'vast', which claims more values than the file holds");

    [TestMethod]
    public void Read_AxesWhoseProductOverflows_AreRefused() => AssertRefused(
        model => model.Graph.Initializer.Add(new Tensor { Name = "vast", DataType = (int)Types.DataType.Float, Dims = { 1L << 32, 1L << 32 } }),
        "tensor 'vast'");

    [TestMethod]
    [DataRow("ConstantOfShape", 0, DisplayName = "ConstantOfShape")]
    [DataRow("Expand", 1, DisplayName = "Expand")]
    [DataRow("Tile", 1, DisplayName = "Tile")]
    [DataRow("Resize", 3, DisplayName = "Resize, by sizes")]
    [DataRow("Range", 1, DisplayName = "Range")]
    [Description("2^31 floats, 8 GiB, from a shape of two numbers in a file of some hundred bytes.")]
    public void Read_OperatorThatMakesGigabytes_IsRefused(string type, int place)
    {
        foreach (var asRaw in new[] { true, false })
        {
            AssertRefused(
                model =>
                {
                    model.Graph.Initializer.Add(Shape("shape", asRaw, 1 << 16, 1 << 15));
                    model.Graph.Node.Add(Maker(type, place, "shape"));
                },
                $"an operator {type} that makes 2.15E+09 values");
        }
    }

    [TestMethod]
    public void Read_ShapeFromAConstantOperator_IsRefused() => AssertRefused(
        model => model.Graph.Node.AddRange([Constant("shape", Shape("", asRaw: true, 1L << 31)), Maker("ConstantOfShape", 0, "shape")]),
        "an operator ConstantOfShape that makes 2.15E+09 values");

    [TestMethod]
    public void Read_VastRandomTensor_IsRefused() => AssertRefused(
        model => model.Graph.Node.Add(new Node
        {
            OpType = "RandomNormal",
            Output = { "noise" },
            Attribute = { new AttributeProto { Name = "shape", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 1 << 16, 1 << 15 } } },
        }),
        "an operator RandomNormal that makes 2.15E+09 values");

    [TestMethod]
    [Description("What exporters write: a scale of 2, sizes of an image, a class's one-hot vector, a scalar, an empty tensor, a tensor of packed half bytes.")]
    public void Read_OrdinaryShapesAndTensors_AreTaken()
    {
        var model = new TinyModel().Build();
        model.Graph.Initializer.AddRange(
            [
                new Tensor { Name = "scales", DataType = (int)Types.DataType.Float, Dims = { 4 }, FloatData = { 1, 1, 2, 2 } },
                Shape("sizes", asRaw: false, 1, 3, 1024, 1024),
                new Tensor { Name = "scalar", DataType = (int)Types.DataType.Float, FloatData = { 1 } },
                new Tensor { Name = "empty", DataType = (int)Types.DataType.Float, Dims = { 0 } },
                new Tensor { Name = "halves", DataType = 22, Dims = { 3 }, RawData = ByteString.CopyFrom(0x12, 0x03) },   // 22: INT4
            ]);
        model.Graph.Node.AddRange([Maker("Resize", 2, "scales"), Maker("Expand", 1, "sizes")]);

        Assert.AreEqual(ModelKind.Generator, ModelInfo.Read(new MemoryStream(model.ToByteArray())).Card.Kind);
    }

    [TestMethod]
    [Description("2,000 products of matrices after each other take half a minute. Stopped after a fifth of a second, it ends long before that.")]
    public void Sample_CancelledInTheMidst_Stops()
    {
        using var generator = Generator.Load(SlowModel(products: 2000).ToByteArray(), new() { Device = Device.Cpu, Threads = 1 });
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var watch = Stopwatch.StartNew();

        Assert.Throws<OperationCanceledException>(() => generator.SampleValues(new SampleRequest(1, seed: 1), stop.Token));

        Assert.IsLessThan(10, watch.Elapsed.TotalSeconds);
    }

    /// <summary>vectors = mean((0 z + I) I I ... I), a chain of products of 700 x 700 matrices that depends on its input, so that nothing is folded.</summary>
    private static ModelProto SlowModel(int products)
    {
        const int Side = 700;
        var model = new TinyModel { LatentSize = 1, VectorSize = 1, Weights = [0] }.Build();
        var unit = new float[Side * Side];
        for (var i = 0; i < Side; i++)
        {
            unit[(i * Side) + i] = 1;
        }

        model.Graph.Initializer.Add(new Tensor { Name = "unit", DataType = (int)Types.DataType.Float, Dims = { Side, Side }, FloatData = { unit } });
        model.Graph.Node.Clear();
        model.Graph.Node.Add(new Node { OpType = "MatMul", Input = { "z", "weights" }, Output = { "nothing" } });
        model.Graph.Node.Add(new Node { OpType = "Add", Input = { "unit", "nothing" }, Output = { "p0" } });
        for (var i = 0; i < products; i++)
        {
            model.Graph.Node.Add(new Node { OpType = "MatMul", Input = { $"p{i}", "unit" }, Output = { $"p{i + 1}" } });
        }

        model.Graph.Node.Add(new Node { OpType = "ReduceMean", Input = { $"p{products}" }, Output = { "vectors" } });
        return model;
    }

    private static Node Maker(string type, int place, string shape)
    {
        var node = new Node { OpType = type, Output = { $"{type} of {shape}" } };
        node.Input.AddRange(Enumerable.Range(0, place + 1).Select(i => i == place ? shape : "z"));
        return node;
    }

    private static Tensor Shape(string name, bool asRaw, params long[] sizes)
    {
        var tensor = new Tensor { Name = name, DataType = (int)Types.DataType.Int64, Dims = { sizes.Length } };
        if (asRaw)
        {
            tensor.RawData = ByteString.CopyFrom([.. sizes.SelectMany(BitConverter.GetBytes)]);
        }
        else
        {
            tensor.Int64Data.AddRange(sizes);
        }

        return tensor;
    }

    private static Node Constant(string output, Tensor value) => new()
    {
        OpType = "Constant",
        Output = { output },
        Attribute = { new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = value } },
    };

    private static void AssertRefused(Action<ModelProto> change, string finding)
    {
        var model = new TinyModel().Build();
        change(model);

        Refusal.AssertOneLine(() => Generator.Load(model.ToByteArray(), name: "hostile.onnx"), $"Reading hostile.onnx: found {finding}", "gans export");
    }
}
