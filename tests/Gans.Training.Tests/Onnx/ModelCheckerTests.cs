using Gans.Training.Onnx;
using global::Onnx;
using Google.Protobuf;

namespace Gans.Training.Tests.Onnx;

[TestClass]
public sealed class ModelCheckerTests
{
    [TestMethod]
    public void Check_ModelInOrder_IsSilent() => ModelChecker.Check(Chain());

    [TestMethod]
    public void Check_NodesInTheWrongOrder_NamesNodeAndValue()
    {
        var model = Chain();
        model.Graph.Node.Add(model.Graph.Node[0]);
        model.Graph.Node.RemoveAt(0);

        AssertFails(model, "node 'second' reads 'a', which nothing before it makes");
    }

    [TestMethod]
    public void Check_TwoSourcesOfAValue_NamesIt()
    {
        var model = Chain();
        model.Graph.Node[1].Output[0] = "a";

        AssertFails(model, "the value 'a' has two sources");
    }

    [TestMethod]
    public void Check_TwoNodesOfAName_NamesIt()
    {
        var model = Chain();
        model.Graph.Node[1].Name = "first";

        AssertFails(model, "two nodes are named 'first'");
    }

    [TestMethod]
    public void Check_OutputWithoutSource_NamesIt()
    {
        var model = Chain();
        model.Graph.Output[0].Name = "nowhere";

        AssertFails(model, "no node makes 'nowhere'");
    }

    [TestMethod]
    public void Check_InitializerOfTheWrongSize_NamesIt()
    {
        var model = Chain();
        var type = (int)TensorProto.Types.DataType.Float;
        model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = type, Dims = { 3 }, RawData = ByteString.CopyFrom(new byte[8]) });

        AssertFails(model, "'w' holds 8 bytes, its shape needs 12");
    }

    private static ModelProto Chain() => new()
    {
        Graph = new GraphProto
        {
            Input = { new ValueInfoProto { Name = "x" } },
            Node =
            {
                new NodeProto { Name = "first", OpType = "Tanh", Input = { "x" }, Output = { "a" } },
                new NodeProto { Name = "second", OpType = "Relu", Input = { "a" }, Output = { "y" } },
            },
            Output = { new ValueInfoProto { Name = "y" } },
        },
    };

    private static void AssertFails(ModelProto model, string problem) =>
        StringAssert.Contains(Assert.ThrowsExactly<OnnxExportException>(() => ModelChecker.Check(model)).Message, problem, StringComparison.Ordinal);
}
