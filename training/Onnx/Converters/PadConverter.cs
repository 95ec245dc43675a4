namespace Gans.Training.Onnx.Converters;

/// <summary>aten::constant_pad_nd, reflection_pad2d and replication_pad2d to Pad, version 18. Negative borders crop.</summary>
/// <param name="op">The ATen operator.</param>
/// <param name="mode">ONNX's word for it.</param>
internal sealed class PadConverter(string op, string mode) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph)
    {
        var self = call.Value("self");
        var border = call.Ints(call.Has("pad") ? "pad" : "padding");
        var pads = new long[2 * self.Rank];   // all starts, then all ends, outermost axis first; libtorch: innermost first, in pairs
        for (var i = 0; i < border.Length / 2; i++)
        {
            var axis = self.Rank - 1 - i;
            (pads[axis], pads[self.Rank + axis]) = (border[2 * i], border[(2 * i) + 1]);
        }

        var value = call.Has("value") && call.Float("value") != 0 ? graph.Scalar(call.Float("value"), self.Type) : string.Empty;
        graph[call.Result] = graph.Add("Pad", [graph[self], graph.Integers(pads), value], OnnxAttribute.Text("mode", mode, standard: "constant"));
    }
}
