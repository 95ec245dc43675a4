using Gans.Onnx.Tests.Support;
using TorchSharp;
using static Gans.Onnx.OnnxAxis;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests;

/// <summary>
/// Modules whose settings TorchSharp does not show: they are found by value. An export compares file and libtorch at two batch sizes and, where an axis is
/// free, at two lengths; it throws where they differ by more than 1e-4 of the greatest value.
/// </summary>
[TestClass]
public sealed class SequenceFormTests
{
    private static readonly OnnxInput LengthFirst = new("x", [5, N, 12]);
    private static readonly OnnxInput FreeLength = new("x", [Free("L", 5, 7), N, 12]);
    private static readonly OnnxInput BatchFirst = new("x", [N, Free("L", 5, 7), 12]);

    [TestInitialize]
    public void Seed() => torch.random.manual_seed(1);

    [TestMethod]
    [DataRow(1, true)]
    [DataRow(3, true)]
    [DataRow(4, false)]
    [DataRow(12, true)]
    public void Write_SelfAttention_ComputesWhatLibtorchComputes(int heads, bool bias)
    {
        var attention = MultiheadAttention(12, heads, bias: bias);
        using var network = new Function(x => attention.call(x, x, x, need_weights: false).Item1, ("attention", attention));

        Export.Run(network, Export.Strict, FreeLength);
    }

    [TestMethod]
    public void Write_AttentionThatReturnsItsWeights_HasBothOutputs()
    {
        var attention = MultiheadAttention(12, 3);
        using var network = new Pass([("attention", attention)]);

        var model = network.Export(
            [LengthFirst],
            values => attention.call(values[0], values[0], values[0]) is var (result, weights) ? [("y", result), ("weights", weights)] : []);

        CollectionAssert.AreEqual(new long[] { 0, 5, 5 }, model.Graph.Output[1].Type.TensorType.Shape.Dim.Select(static size => size.DimValue).ToArray());
    }

    [TestMethod]
    public void Write_AttentionToOtherSequences_ComputesWhatLibtorchComputes()
    {
        var attention = MultiheadAttention(12, 2, kdim: 6, vdim: 6);   // libtorch asserts keys and values of one shape
        using var network = new Pass([("attention", attention)]);

        network.Export(
            [LengthFirst, new OnnxInput("k", [4, N, 6]), new OnnxInput("v", [4, N, 6])],
            values => [("y", attention.call(values[0], values[1], values[2], need_weights: false).Item1)]);
    }

    [TestMethod]
    public void Write_AttentionWithMasks_ComputesWhatLibtorchComputes()
    {
        var attention = MultiheadAttention(12, 2);
        using var network = new Pass([("attention", attention)]);
        var padding = new OnnxInput("padding", [N, 5])
        {
            Type = ScalarType.Bool,
            // One is never hidden from all.
            Sample = static batch => torch.arange(5).expand(batch, 5).gt(torch.arange(batch).remainder(3).add(1).unsqueeze(1)),
        };
        var mask = new OnnxInput("mask", [5, 5])
        {
            Sample = static _ => torch.zeros(5, 5).masked_fill(torch.ones(5, 5).triu(1).to_type(ScalarType.Bool), float.NegativeInfinity),
        };

        network.Export(
            [LengthFirst, padding, mask],
            values => [("y", attention.call(values[0], values[0], values[0], values[1], need_weights: true, values[2]).Item1)]);
    }

    [TestMethod]
    public void Write_AttentionWithLearnedKeys_RefusedWithTheRemedy()
    {
        var attention = MultiheadAttention(12, 2, add_bias_kv: true);
        using var network = new Function(x => attention.call(x, x, x, need_weights: false).Item1, ("attention", attention));

        var refusal = Export.Refused(network, Export.Strict, LengthFirst).Message;

        StringAssert.Contains(refusal, "Exporting MultiheadAttention 'attention': it adds learned entries to keys and values (add_bias_kv)");
        StringAssert.Contains(refusal, "implements IOnnxModule");
    }

    [TestMethod]
    public void Write_AttentionWithAnEntryOfZeros_RefusedBecauseNoSettingFits()
    {
        var attention = MultiheadAttention(12, 2, add_zero_attn: true);
        using var network = new Function(x => attention.call(x, x, x, need_weights: false).Item1, ("attention", attention));

        var refusal = Export.Refused(network, Export.Strict, LengthFirst).Message;

        StringAssert.Contains(refusal, "no setting that this exporter knows gives its results (tried: 1; 2; 3; 4; 6; 12)");
    }

    [TestMethod]
    public void Write_AttentionWhoseWeightsAreAllZero_RefusedBecauseSeveralSettingsFit()
    {
        var attention = MultiheadAttention(12, 2);
        using var network = new Function(x => attention.call(x, x, x, need_weights: false).Item1, ("attention", attention));
        foreach (var parameter in attention.parameters())
        {
            init.zeros_(parameter);
        }

        StringAssert.Contains(Export.Refused(network, Export.Strict, LengthFirst).Message, "several settings give its results (1; 2; 3; 4; 6; 12)");
    }

    [TestMethod]
    [DataRow(2, Activations.ReLU)]
    [DataRow(3, Activations.GELU)]
    public void Write_TransformerEncoderLayer_ComputesWhatLibtorchComputes(int heads, Activations activation)
    {
        using var layer = TransformerEncoderLayer(12, heads, 20, activation: activation);

        var (_, model) = Export.Run(layer, Export.Strict, FreeLength);

        Assert.AreEqual(activation == Activations.GELU, model.Ops().Contains("Erf"));
    }

    [TestMethod]
    public void Write_TransformerEncoder_ComputesWhatLibtorchComputes()
    {
        using var layer = TransformerEncoderLayer(12, 4, 20, activation: Activations.GELU);
        var encoder = TransformerEncoder(layer, 2);
        using var network = new Function(x => encoder.call(x), ("encoder", encoder));

        Export.Run(network, Export.Strict, FreeLength);
    }

    [TestMethod]
    public void Write_TransformerEncoderWithMask_ComputesWhatLibtorchComputes()
    {
        using var layer = TransformerEncoderLayer(12, 4, 20);
        var encoder = TransformerEncoder(layer, 2);
        using var network = new Pass([("encoder", encoder)]);
        var mask = new OnnxInput("mask", [5, 5]) { Sample = static _ => torch.randn(5, 5) };

        network.Export([LengthFirst, mask], values => [("y", encoder.call(values[0], values[1]))]);
    }

    [TestMethod]
    [DataRow(1, true, false)]
    [DataRow(2, true, true)]
    [DataRow(2, false, false)]
    public void Write_Lstm_ComputesWhatLibtorchComputes(int layers, bool bias, bool bidirectional)
    {
        var lstm = LSTM(12, 6, layers, bias, batchFirst: true, bidirectional: bidirectional);
        using var network = new Pass([("lstm", lstm)]);

        network.Export([BatchFirst], values => lstm.call(values[0]) is var (y, h, c) ? [("y", y), ("h", h), ("c", c)] : []);
    }

    [TestMethod]
    [DataRow(1, true, false)]
    [DataRow(2, true, true)]
    [DataRow(2, false, false)]
    public void Write_Gru_ComputesWhatLibtorchComputes(int layers, bool bias, bool bidirectional)
    {
        var gru = GRU(12, 6, layers, bias, bidirectional: bidirectional);
        using var network = new Pass([("gru", gru)]);

        network.Export([FreeLength], values => gru.call(values[0]) is var (y, h) ? [("y", y), ("h", h)] : []);
    }

    [TestMethod]
    [DataRow(NonLinearities.Tanh, false, false)]
    [DataRow(NonLinearities.ReLU, true, true)]
    public void Write_Rnn_ComputesWhatLibtorchComputes(NonLinearities function, bool batchFirst, bool bidirectional)
    {
        var rnn = RNN(12, 6, 2, function, batchFirst: batchFirst, bidirectional: bidirectional);
        using var network = new Pass([("rnn", rnn)]);

        network.Export([batchFirst ? BatchFirst : FreeLength], values => rnn.call(values[0]) is var (y, h) ? [("y", y), ("h", h)] : []);
    }

    [TestMethod]
    public void Write_LstmFromGivenStates_ComputesWhatLibtorchComputes()
    {
        var lstm = LSTM(12, 6, 2);
        using var network = new Pass([("lstm", lstm)]);

        network.Export(
            [LengthFirst, new OnnxInput("h0", [2, N, 6]), new OnnxInput("c0", [2, N, 6])],
            values => lstm.call(values[0], (values[1], values[2])) is var (y, h, c) ? [("y", y), ("h", h), ("c", c)] : []);
    }

    [TestMethod]
    public void Write_Cells_ComputeWhatLibtorchComputes()
    {
        var lstm = LSTMCell(12, 6);
        var gru = GRUCell(12, 6, bias: false);
        var tanh = RNNCell(12, 6);
        var relu = RNNCell(12, 6, NonLinearities.ReLU);
        using var network = new Pass([("lstm", lstm), ("gru", gru), ("tanh", tanh), ("relu", relu)]);

        network.Export(
            [new OnnxInput("x", [N, 12]), new OnnxInput("h0", [N, 6])],
            values =>
            {
                var (h, c) = lstm.call(values[0], (values[1], values[1]));
                return
                [
                    ("h", h),
                    ("c", c),
                    ("gru", gru.call(values[0], values[1])),
                    ("tanh", tanh.call(values[0], values[1])),
                    ("relu", relu.call(values[0], values[1])),
                ];
            });
    }

    /// <summary>Parts that a pass calls.</summary>
    private sealed class Pass : Module
    {
        public Pass(IEnumerable<(string Name, Module Module)> parts)
            : base(nameof(Pass))
        {
            foreach (var (name, module) in parts)
            {
                register_module(name, module);
            }
        }

        public global::Onnx.ModelProto Export(IReadOnlyList<OnnxInput> inputs, OnnxPass pass)
        {
            using var folder = new TemporaryFile();
            OnnxExport.Write(this, folder.Path, Support.Export.Strict, inputs, pass);
            return global::Onnx.ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder.Path));
        }
    }

    private sealed class TemporaryFile : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gans-onnx-");

        public string Path => System.IO.Path.Combine(folder.FullName, "net.onnx");

        public void Dispose() => folder.Delete(recursive: true);
    }
}
