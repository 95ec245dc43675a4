using Gans.Formats;
using Gans.Onnx.Adoption;
using global::Onnx;
using static Gans.Onnx.Tests.Adoption.AdoptedFile;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Onnx.Tests.Adoption;

[TestClass]
public sealed class ExtractorAdoptionTests
{
    private const int Plane = 4;
    private const float Rounding = 1e-6f;

    private static readonly ExtractorAdoption Bytes = new() { Black = 0, White = 255 };

    [TestMethod]
    [Description("By hand: (1 - 0.5) / 0.5 = 1, (0.5 - 0.25) / 0.25 = 1, (0.25 - 0) / 2 = 0.125, blue first; and half of that and less for the second image.")]
    public void Extractor_MeanDeviationBlueFirstAndBatchOfOne_IsAsByHand()
    {
        using var adopted = Extractor(
            Means("data", "vector"),
            new() { Name = "means", Black = 0, White = 1, Mean = [0.5, 0.25, 0], Deviation = [0.5, 0.25, 2], BlueFirst = true, Resize = ResizeRule.Bilinear });

        var features = adopted.Run("features", Floats("images", [.. Flat(1, 0.5f, 0.25f), .. Flat(0.5f, 0.25f, 1)], 2, 3, 2, 2));

        AssertNear([0.125f, 1, 1, 0.5f, 0, 0], features);
        Assert.AreEqual(
            (ModelKind.Extractor, "means", 0.0, 1.0, 2, 2, 3, 0, ResizeRule.Bilinear),
            (adopted.Card.Kind, adopted.Card.Recipe, adopted.Card.ValueMin, adopted.Card.ValueMax, adopted.Card.ImageHeight, adopted.Card.ImageWidth,
                adopted.Card.ImageChannels, adopted.Card.Classes, adopted.Card.Resize));
        CollectionAssert.Contains(adopted.Report.Remarks.ToArray(), "its batch of 1 made free");
        StringAssert.StartsWith(adopted.Card.Weights, "adopted from foreign.onnx, SHA-256 ");
    }

    [TestMethod]
    [Description("Its input and output have the names that ours have the other way round.")]
    public void Extractor_BytesWithChannelsLast_NeedsNothingSaid()
    {
        var model = new HandMadeModel().Input("features", DataType.Uint8, 0, 2, 2, 3)
            .Node("Cast", "features", "cast", ("to", (int)DataType.Float))
            .Node("ReduceMean", "cast", "images", ("axes", new long[] { 1, 2 }), ("keepdims", 0))
            .Outputs("images");

        using var adopted = Extractor(model, new());

        AssertNear([10, 200, 255], adopted.Run("features", Floats("images", Flat(10, 200, 255), 1, 3, 2, 2)));
        Assert.AreEqual((0.0, 255.0), (adopted.Card.ValueMin, adopted.Card.ValueMax));
    }

    [TestMethod]
    [Description("Maps are averaged over positions; an inner value can be named; the node after it goes.")]
    public void Extractor_InnerMaps_AreAveraged()
    {
        var model = new HandMadeModel().Input("x", DataType.Float, 0, 3, 2, 2)
            .Node("Relu", "x", "maps").Node("Flatten", "maps", "flat").Node("Softmax", "flat", "probabilities").Outputs("probabilities");

        using var adopted = Extractor(model, Bytes with { Features = "maps" });

        AssertNear([2.5f, 3, 4], adopted.Run("features", Floats("images", [1, 2, 3, 4, 3, 3, 3, 3, 4, 4, 4, 4], 1, 3, 2, 2)));
        CollectionAssert.Contains(adopted.Report.Remarks.ToArray(), "features are means over 2 x 2 positions");
        CollectionAssert.DoesNotContain(adopted.Model.Graph.Node.Select(static node => node.OpType).ToArray(), "Softmax");
    }

    [TestMethod]
    public void Extractor_HalfPrecision_GivesFloats()
    {
        var model = new HandMadeModel().Input("x", DataType.Float16, 0, 3, 2, 2).Node("GlobalAveragePool", "x", "means").Outputs("means");
        model.Model.Graph.Output[0].Type.TensorType.ElemType = (int)DataType.Float16;

        using var adopted = Extractor(model, Bytes);

        AssertNear([10, 200, 255], adopted.Run("features", Floats("images", Flat(10, 200, 255), 1, 3, 2, 2)));
    }

    [TestMethod]
    public void Extractor_Logits_AreClassesOfTheCard()
    {
        using var adopted = Extractor(WithClasses(), Bytes with { Features = "vector", Logits = "scores" });

        AssertNear([1 + 4, 2 + 4], adopted.Run("logits", Floats("images", Flat(1, 2, 4), 1, 3, 2, 2)));
        Assert.AreEqual(2, adopted.Card.Classes);
    }

    [TestMethod]
    public void Extractor_OtherSettings_HaveAnotherIdentity()
    {
        using var plain = Extractor(Means("data", "vector"), Bytes);
        using var again = Extractor(Means("data", "vector"), Bytes);
        using var shifted = Extractor(Means("data", "vector"), Bytes with { Mean = [127.5] });

        Assert.AreEqual(plain.Card.WeightsSha256, again.Card.WeightsSha256);
        Assert.AreNotEqual(plain.Card.WeightsSha256, shifted.Card.WeightsSha256);
    }

    [TestMethod]
    [Description("The first size of a reshape is a batch of 4 that the file fixes; the other reshape tells nothing of it.")]
    public void Extractor_BatchOfFourInAReshape_IsFreed()
    {
        var model = new HandMadeModel().Input("x", DataType.Float, 4, 3, 2, 2)
            .Store("rows", 4, 12).Node("Reshape", "x rows", "flat").Store("squares", -1, 3, 2, 2).Node("Reshape", "flat squares", "again")
            .Node("GlobalAveragePool", "again", "means").Outputs("means");

        using var adopted = Extractor(model, Bytes);

        AssertNear([1, 2, 3, 4, 5, 6], adopted.Run("features", Floats("images", [.. Flat(1, 2, 3), .. Flat(4, 5, 6)], 2, 3, 2, 2)));
    }

    [TestMethod]
    [DataRow("Clip")]
    [DataRow("Pad")]
    [DataRow("Slice")]
    [DataRow("Split")]
    [DataRow("Squeeze")]
    [DataRow("ReduceMean")]
    [DataRow("Softmax")]
    [DataRow("Upsample")]
    [DataRow("Dropout")]
    [DataRow("BatchNormalization")]
    [Description("The adoption compares what it writes with the file as it was, in ONNX Runtime: that it is written at all shows that both compute the same.")]
    public void Extractor_OperatorOfOpset8_IsBroughtToOurs(string op)
    {
        var model = new HandMadeModel(8).Input("x", DataType.Float, 1, 3, 2, 2);
        _ = op switch
        {
            "Clip" => model.Node(op, "x", "y", ("min", 50f), ("max", 100f)),
            "Pad" => model.Node(op, "x", "y", ("pads", new long[] { 0, 0, 1, 0, 0, 0, 0, 2 }), ("value", 7f)),
            "Slice" => model.Node(op, "x", "y", ("axes", new long[] { 2 }), ("starts", new long[] { 1 }), ("ends", new long[] { 2 })),
            "Split" => model.Node(op, "x", "a y", ("axis", 1), ("split", new long[] { 1, 2 })),
            "Squeeze" => model.Node("Unsqueeze", "x", "five", ("axes", new long[] { 1 })).Node(op, "five", "y", ("axes", new long[] { 1 })),
            "ReduceMean" => model.Node(op, "x", "y", ("axes", new long[] { 3 })),
            "Softmax" => model.Node(op, "x", "y", ("axis", 1)),
            "Upsample" => model.Node(op, "x", "y", ("mode", "linear"), ("scales", new[] { 1f, 1, 2, 2 })),
            "Dropout" => model.Node(op, "x", "y mask", ("ratio", 0.3f)),
            _ => model.Store("a", [1f, 2, 3], 3).Store("b", [3f, 2, 1], 3).Node(op, "x a b a b", "y", ("spatial", 1), ("momentum", 0.8f)),
        };

        using var adopted = Extractor(model.Outputs("y"), Bytes);

        Assert.AreEqual(18, adopted.Model.OpsetImport.Single().Version);
        Assert.IsLessThanOrEqualTo(1e-4, adopted.Report.GreatestDifference);
        CollectionAssert.Contains(adopted.Report.Remarks.ToArray(), "brought from opset 8 to 18");
    }

    [TestMethod]
    public void Extractor_FilesThatSayTooLittle_AreRefusedWithTheRemedy()
    {
        var two = new HandMadeModel().Input("x", DataType.Float, 0, 3, 2, 2).Node("Relu", "x", "a").Node("Neg", "x", "b").Outputs("a", "b");
        var square = new HandMadeModel().Input("x", DataType.Float, 0, 3, 2, 3).Node("Relu", "x", "a").Outputs("a");
        var anySize = new HandMadeModel().Input("x", DataType.Float, 0, 3, 0, 0).Node("GlobalAveragePool", "x", "a").Outputs("a");

        AssertRefused(Means("x", "a"), new(), "black and white", "--input 0..255");
        AssertRefused(two, Bytes, "'a' float [] and 'b' float []", "--features NAME");
        AssertRefused(square, Bytes, "[3, 2, 3]", "--layout nchw or nhwc");
        AssertRefused(anySize, Bytes, "any size", "--size N");
        AssertRefused(WithClasses(), Bytes with { Features = "vector", Logits = "probabilities" }, "probabilities in 'probabilities'", "--logits scores");
        AssertRefused(Means("x", "a"), Bytes with { Features = "z" }, "no value 'z'", "outputs are 'a'");
        AssertRefused(Means("x", "a"), Bytes with { Mean = [1, 2] }, "2 numbers in --mean for 3 channels");
    }

    [TestMethod]
    public void Extractor_FilesThatCannotBeUsed_AreRefusedWithTheReason()
    {
        var batchwise = new HandMadeModel().Input("x", DataType.Float, 0, 3, 2, 2)
            .Node("ReduceMean", "x", "mean", ("axes", new long[] { 0 })).Node("Sub", "x mean", "a").Outputs("a");
        var stray = new HandMadeModel().Input("x", DataType.Float, 0, 3, 2, 2).Input("scale", DataType.Float, 1).Node("Mul", "x scale", "a").Outputs("a");
        var tokens = new HandMadeModel().Input("x", DataType.Float, 0, 3, 2, 2)
            .Store("shape", 0, 3, 4).Node("Reshape", "x shape", "a").Outputs("a");
        var old = new HandMadeModel(8).Input("x", DataType.Float, 0, 3, 2, 2).Node("TopK", "x", "a b", ("k", 1)).Outputs("a");
        var inner = new HandMadeModel().Input("x", DataType.Float, 0, 3, 2, 2).Node("If", "x", "a", ("then_branch", new GraphProto())).Outputs("a");
        var ours = Means("x", "a");
        ours.Model.MetadataProps.Add(new StringStringEntryProto { Key = "gans.kind", Value = "extractor" });

        AssertRefused(batchwise, Bytes, "features of 3 differ");
        AssertRefused(stray, Bytes, "scale");
        AssertRefused(tokens, Bytes, "'a' [N, 3, 4]", "[N, D] or [N, D, h, w]");
        AssertRefused(old, Bytes, "the operator TopK of opset 8");
        AssertRefused(inner, Bytes, "an operator If with a graph of its own");
        AssertRefused(ours, Bytes, "a file that Gans wrote");
        AssertRefused(new HandMadeModel(6).Input("x", DataType.Float, 0, 3, 2, 2).Node("Relu", "x", "a").Outputs("a"), Bytes, "opset 6");
    }

    [TestMethod]
    public void Extractor_NoOnnx_IsRefused()
    {
        using var folder = new TemporaryFolder();

        Refusal.AssertOneLine(() => OnnxAdoption.Extractor(folder.Write("a.onnx", "text"), folder["b.onnx"], Bytes), "found no ", "ONNX file");
        Assert.IsFalse(folder.Has("b.onnx"));
    }

    /// <summary>Means of each channel, of one image.</summary>
    private static HandMadeModel Means(string input, string output) => new HandMadeModel().Input(input, DataType.Float, 1, 3, 2, 2)
        .Node("GlobalAveragePool", input, "pool").Store("row", 1, 3).Node("Reshape", "pool row", output).Outputs(output);

    /// <summary>Red and blue, green and blue added up as two classes' scores.</summary>
    private static HandMadeModel WithClasses()
    {
        var model = Means("data", "vector").Store("sums", [1f, 0, 0, 1, 1, 1], 3, 2)
            .Node("MatMul", "vector sums", "scores").Node("Softmax", "scores", "probabilities", ("axis", 1));
        model.Model.Graph.Output.Clear();
        return model.Outputs("probabilities");
    }

    /// <summary>An image of one colour, in planes.</summary>
    private static float[] Flat(params float[] colour) => [.. colour.SelectMany(static value => Enumerable.Repeat(value, Plane))];

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        foreach (var (left, right) in expected.Zip(actual))
        {
            Assert.AreEqual(left, right, Rounding * Math.Max(1, left));
        }
    }

    private static void AssertRefused(HandMadeModel model, ExtractorAdoption options, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        Refusal.AssertOneLine(() => OnnxAdoption.Extractor(model.Save(folder), folder["adopted.onnx"], options), ["Adopting ", .. parts]);
        Assert.IsFalse(folder.Has("adopted.onnx"));
    }
}
