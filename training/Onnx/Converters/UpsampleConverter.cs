namespace Gans.Training.Onnx.Converters;

/// <summary>
/// aten::upsample_nearest2d and aten::upsample_bilinear2d to Resize, version 18. Nearest takes floor(x / scale), which ONNX calls
/// asymmetric and floor; bilinear has pixel centres at half integers, unless corners are aligned.
/// </summary>
/// <param name="op">The ATen operator.</param>
/// <param name="bilinear">Whether values between pixels are linear, not those of the nearest one.</param>
internal sealed class UpsampleConverter(string op, bool bilinear) : IOpConverter
{
    public string Operator => op;

    public void Convert(OpCall call, GraphBuilder graph)
    {
        call.Require(!call.Has("scale_factors"), "the size is given as factors", "Give height and width.");
        var input = call.Value("input");
        string[] operands = WholeScales(input, call.Result) is { } scales
            ? [graph[input], string.Empty, Scales(graph, scales)]
            : [graph[input], string.Empty, string.Empty, graph.Sizes(call.Result.Shape.AsSpan())];
        graph[call.Result] = bilinear
            ? graph.Add(
                "Resize",
                operands,
                OnnxAttribute.Text("mode", "linear"),
                OnnxAttribute.Text("coordinate_transformation_mode", call.Bool("align_corners") ? "align_corners" : "half_pixel", standard: "half_pixel"))
            : graph.Add(
                "Resize",
                operands,
                OnnxAttribute.Text("mode", "nearest", standard: "nearest"),
                OnnxAttribute.Text("coordinate_transformation_mode", "asymmetric"),
                OnnxAttribute.Text("nearest_mode", "floor"));
    }

    /// <summary>Whole factors need no size of the batch.</summary>
    private static (long Height, long Width)? WholeScales(GraphValue input, GraphValue result)
    {
        var (height, heightRest) = Math.DivRem(result.Shape[2].Constant, input.Shape[2].Constant);
        var (width, widthRest) = Math.DivRem(result.Shape[3].Constant, input.Shape[3].Constant);
        return heightRest == 0 && widthRest == 0 ? (height, width) : null;
    }

    private static string Scales(GraphBuilder graph, (long Height, long Width) factors) => graph.Reals(1, 1, factors.Height, factors.Width);
}
