using Gans.Torch;
using global::Onnx;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Training.Onnx;

/// <summary>Element types and shapes in ONNX's terms.</summary>
internal static class OnnxTypes
{
    /// <summary>ONNX's number of an element type.</summary>
    public static int ToOnnx(this DType type) => (int)(type switch
    {
        DType.UInt8 => DataType.Uint8,
        DType.Int32 => DataType.Int32,
        DType.Int64 => DataType.Int64,
        DType.Float16 => DataType.Float16,
        DType.Float32 => DataType.Float,
        DType.Float64 => DataType.Double,
        DType.Bool => DataType.Bool,
        DType.BFloat16 => DataType.Bfloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type of this library."),
    });

    /// <summary>The type in which libtorch compares or adds two tensors: that of the wider kind, then of the larger size.</summary>
    public static DType Promote(DType left, DType right) => Rank(left) >= Rank(right) ? left : right;

    /// <summary>The declaration of a graph's input, output or inner value, with the batch axis as <c>N</c>.</summary>
    public static ValueInfoProto Declare(string name, DType type, IEnumerable<Dimension> shape, string? description = null)
    {
        var sizes = new TensorShapeProto();
        sizes.Dim.AddRange(shape.Select(size => size.IsConstant
            ? new TensorShapeProto.Types.Dimension { DimValue = size.Constant }
            : new TensorShapeProto.Types.Dimension { DimParam = size.ToString() }));
        var tensor = new TypeProto.Types.Tensor { ElemType = type.ToOnnx(), Shape = sizes };
        var info = new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
        if (description is not null)
        {
            info.DocString = description;
        }

        return info;
    }

    private static int Rank(DType type) => type switch
    {
        DType.Bool => 0,
        DType.UInt8 => 1,
        DType.Int32 => 2,
        DType.Int64 => 3,
        DType.BFloat16 or DType.Float16 => 4,
        DType.Float32 => 5,
        _ => 6,
    };
}
