using System.Collections.Frozen;
using static Gans.Onnx.Graph.ShapeRules;
using static Gans.Onnx.Graph.TypeFamily;
using AttributeType = global::Onnx.AttributeProto.Types.AttributeType;

namespace Gans.Onnx.Graph;

/// <summary>The operators of opset 18 that an export may write, with what the standard says of them.</summary>
internal static class Operators
{
    /// <summary>Version of the operator set.</summary>
    public const int Opset = 18;

    private static readonly FrozenDictionary<string, OperatorDefinition> Table = Rows().ToFrozenDictionary(static row => row.Name, StringComparer.Ordinal);

    /// <summary>The definition of an operator; null where it is not in the table.</summary>
    public static OperatorDefinition? Find(string name) => Table.GetValueOrDefault(name);

    private static IEnumerable<OperatorDefinition> Rows() =>
    [
        // Elementwise, of one tensor
        Of("Identity", 16, 1, Any, "", Same),
        Of("Abs", 13, 1, Number, "", Same),
        Of("Neg", 13, 1, Number, "", Same),
        Of("Sign", 13, 1, Number, "", Same),
        Of("Sqrt", 13, 1, Real, "", Same),
        Of("Exp", 13, 1, Real, "", Same),
        Of("Log", 13, 1, Real, "", Same),
        Of("Sin", 7, 1, Real, "", Same),
        Of("Cos", 7, 1, Real, "", Same),
        Of("Erf", 13, 1, Real, "", Same),
        Of("Floor", 13, 1, Real, "", Same),
        Of("Ceil", 13, 1, Real, "", Same),
        Of("Round", 11, 1, Real, "", Same),
        Of("Reciprocal", 13, 1, Real, "", Same),
        Of("Relu", 14, 1, Number, "", Same),
        Of("Sigmoid", 13, 1, Real, "", Same),
        Of("Tanh", 13, 1, Real, "", Same),
        Of("Softplus", 1, 1, Real, "", Same),
        Of("Softsign", 1, 1, Real, "", Same),
        Of("Mish", 18, 1, Real, "", Same),
        Of("HardSwish", 14, 1, Real, "", Same),
        Of("HardSigmoid", 6, 1, Real, "alpha:float=0.2 beta:float=0.5", Same),
        Of("LeakyRelu", 16, 1, Real, "alpha:float=0.01", Same),
        Of("Elu", 6, 1, Real, "alpha:float=1", Same),
        Of("Celu", 12, 1, Real, "alpha:float=1", Same),
        Of("Selu", 6, 1, Real, "alpha:float gamma:float", Same),
        Of("Shrink", 9, 1, Real, "bias:float=0 lambd:float=0.5", Same),
        Of("Softmax", 13, 1, Real, "axis:int=-1", AlongAxis),
        Of("LogSoftmax", 13, 1, Real, "axis:int=-1", AlongAxis),
        Of("Not", 1, 1, Flag, "", Same),
        Of("IsNaN", 13, 1, Real, "", Flags),
        Of("IsInf", 10, 1, Real, "detect_negative:int=1 detect_positive:int=1", Flags),
        Of("Clip", 13, (1, 3), Number, "", Same),
        Of("Cast", 13, 1, Any, "to:int", Cast),
        Of("CumSum", 14, 2, Number, "exclusive:int=0 reverse:int=0", Same),

        // Elementwise, of several
        Of("Add", 14, 2, Number, "", BroadcastSizes),
        Of("Sub", 14, 2, Number, "", BroadcastSizes),
        Of("Mul", 14, 2, Number, "", BroadcastSizes),
        Of("Div", 14, 2, Number, "", BroadcastSame),
        Of("Pow", 15, 2, Number, "", BroadcastFirst),
        Of("PRelu", 16, 2, Real, "", BroadcastFirst),
        Of("Max", 13, (1, int.MaxValue), Number, "", BroadcastSame),
        Of("Min", 13, (1, int.MaxValue), Number, "", BroadcastSame),
        Of("Equal", 13, 2, Any, "", Comparison),
        Of("Greater", 13, 2, Number, "", Comparison),
        Of("GreaterOrEqual", 16, 2, Number, "", Comparison),
        Of("Less", 13, 2, Number, "", Comparison),
        Of("LessOrEqual", 16, 2, Number, "", Comparison),
        Of("And", 7, 2, Flag, "", Comparison),
        Of("Or", 7, 2, Flag, "", Comparison),
        Of("Where", 16, 3, Flag, "", Where),

        // Layers
        Of("MatMul", 13, 2, Number, "", MatMul),
        Of("Gemm", 13, (2, 3), Real, "alpha:float=1 beta:float=1 transA:int=0 transB:int=0", Gemm),
        Of("Conv", 11, (2, 3), Real, "auto_pad:string=NOTSET dilations:ints=1 group:int=1 kernel_shape:ints pads:ints=0 strides:ints=1", Conv),
        Of(
            "ConvTranspose",
            11,
            (2, 3),
            Real,
            "auto_pad:string=NOTSET dilations:ints=1 group:int=1 kernel_shape:ints output_padding:ints=0 output_shape:ints pads:ints=0 strides:ints=1",
            ConvTranspose),
        Of("BatchNormalization", 15, 5, Real, "epsilon:float=1e-5 momentum:float=0.9 training_mode:int=0", PerChannel),
        Of("InstanceNormalization", 6, 3, Real, "epsilon:float=1e-5", PerChannel),
        Of("LayerNormalization", 17, (2, 3), Real, "axis:int=-1 epsilon:float=1e-5 stash_type:int=1", AlongAxis),
        Of("LRN", 13, 1, Real, "alpha:float=0.0001 beta:float=0.75 bias:float=1 size:int", Same),
        Of(
            "MaxPool",
            12,
            1,
            Real,
            "auto_pad:string=NOTSET ceil_mode:int=0 dilations:ints=1 kernel_shape:ints pads:ints=0 storage_order:int=0 strides:ints=1",
            Pool),
        Of("AveragePool", 11, 1, Real, "auto_pad:string=NOTSET ceil_mode:int=0 count_include_pad:int=0 kernel_shape:ints pads:ints=0 strides:ints=1", Pool),
        Of("GlobalAveragePool", 1, 1, Real, "", GlobalPool),
        Of("GlobalMaxPool", 1, 1, Real, "", GlobalPool),
        Of(
            "LSTM",
            14,
            (3, 8),
            Real,
            "activations:strings clip:float direction:string=forward hidden_size:int input_forget:int=0 layout:int=0",
            Recurrent,
            outputs: 3),
        Of(
            "GRU",
            14,
            (3, 6),
            Real,
            "activations:strings clip:float direction:string=forward hidden_size:int layout:int=0 linear_before_reset:int=0",
            Recurrent,
            outputs: 2),
        Of("RNN", 14, (3, 6), Real, "activations:strings clip:float direction:string=forward hidden_size:int layout:int=0", Recurrent, outputs: 2),

        // Shapes
        Of("Shape", 15, 1, Any, "start:int=0 end:int", Shape),
        Of("Reshape", 14, 2, Any, "allowzero:int=0", Reshape),
        Of("Transpose", 13, 1, Any, "perm:ints", Transpose),
        Of("Squeeze", 13, 2, Any, "", Squeeze),
        Of("Unsqueeze", 13, 2, Any, "", Unsqueeze),
        Of("Expand", 13, 2, Any, "", Expand),
        Of("Tile", 13, 2, Any, "", Tile),
        Of("Concat", 13, (1, int.MaxValue), Any, "axis:int", Concat),
        Of("Split", 18, 2, Any, "axis:int=0", Split, outputs: int.MaxValue),
        Of("Slice", 13, (3, 5), Any, "", Slice),
        Of("Gather", 13, 2, Any, "axis:int=0", Gather),
        Of("GatherElements", 13, 2, Any, "axis:int=0", GatherElements),
        Of("OneHot", 11, 3, Number, "axis:int=-1", OneHot),
        Of("Pad", 18, (2, 4), Any, "mode:string=constant", Pad),
        Of("DepthToSpace", 13, 1, Real, "blocksize:int mode:string=DCR", DepthToSpace),
        Of("SpaceToDepth", 13, 1, Real, "blocksize:int", SpaceToDepth),
        Of(
            "Resize",
            18,
            (1, 4),
            Number,
            "antialias:int=0 axes:ints coordinate_transformation_mode:string=half_pixel cubic_coeff_a:float=-0.75 exclude_outside:int=0 "
            + "extrapolation_value:float=0 keep_aspect_ratio_policy:string=stretch mode:string=nearest nearest_mode:string=round_prefer_floor",
            Resize),
        Of("Range", 11, 3, Number, "", Range),

        // Reductions
        .. ((string[])["ReduceMax", "ReduceMin", "ReduceMean", "ReduceL1", "ReduceL2", "ReduceProd", "ReduceLogSumExp", "ReduceSumSquare"])
            .Select(static name => Of(name, 18, (1, 2), Number, "keepdims:int=1 noop_with_empty_axes:int=0", Reduce)),
        Of("ReduceSum", 13, (1, 2), Number, "keepdims:int=1 noop_with_empty_axes:int=0", Reduce),
        Of("ArgMax", 13, 1, Number, "axis:int=0 keepdims:int=1 select_last_index:int=0", ArgReduce),
        Of("ArgMin", 13, 1, Number, "axis:int=0 keepdims:int=1 select_last_index:int=0", ArgReduce),
    ];

    private static OperatorDefinition Of(
        string name, int since, int inputs, TypeFamily takes, string attributes, Func<NodeView, IReadOnlyList<ValueInfo>> infer, int outputs = 1) =>
        Of(name, since, (inputs, inputs), takes, attributes, infer, outputs);

    private static OperatorDefinition Of(
        string name,
        int since,
        (int Least, int Most) inputs,
        TypeFamily takes,
        string attributes,
        Func<NodeView, IReadOnlyList<ValueInfo>> infer,
        int outputs = 1) =>
        new(name, since, inputs, outputs, takes, [.. attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Attribute)], infer);

    /// <summary><c>axis:int=-1</c>: name, type and default.</summary>
    private static AttributeDefinition Attribute(string text)
    {
        var (declaration, standard) = text.Split('=') is [var before, var after] ? (before, after) : (text, null);
        var (name, type) = declaration.Split(':') is [var left, var right] ? (left, right) : throw new FormatException(text);
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        return type switch
        {
            "int" => new AttributeDefinition(name, AttributeType.Int, standard is null ? null : long.Parse(standard, invariant)),
            "ints" => new AttributeDefinition(name, AttributeType.Ints, standard is null ? null : long.Parse(standard, invariant)),
            "float" => new AttributeDefinition(name, AttributeType.Float, standard is null ? null : double.Parse(standard, invariant)),
            "string" => new AttributeDefinition(name, AttributeType.String, standard),
            "strings" => new AttributeDefinition(name, AttributeType.Strings, null),
            _ => throw new FormatException(text),
        };
    }
}
