using static TorchSharp.torch;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Onnx.Graph;

/// <summary>Element types of libtorch in ONNX's terms.</summary>
internal static class ElementTypes
{
    private static readonly (ScalarType Type, DataType Onnx, int Size)[] Known =
    [
        (ScalarType.Bool, DataType.Bool, 1),
        (ScalarType.Byte, DataType.Uint8, 1),
        (ScalarType.Int8, DataType.Int8, 1),
        (ScalarType.Int16, DataType.Int16, 2),
        (ScalarType.Int32, DataType.Int32, 4),
        (ScalarType.Int64, DataType.Int64, 8),
        (ScalarType.Float16, DataType.Float16, 2),
        (ScalarType.BFloat16, DataType.Bfloat16, 2),
        (ScalarType.Float32, DataType.Float, 4),
        (ScalarType.Float64, DataType.Double, 8),
    ];

    /// <summary>ONNX's number of an element type.</summary>
    public static int ToOnnx(this ScalarType type) => (int)Row(type).Onnx;

    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(this ScalarType type) => Row(type).Size;

    /// <summary>The element type that an ONNX number stands for; null where libtorch has none.</summary>
    public static ScalarType? FromOnnx(long number)
    {
        foreach (var row in Known)
        {
            if ((long)row.Onnx == number)
            {
                return row.Type;
            }
        }

        return null;
    }

    /// <summary>Whether it holds real numbers.</summary>
    public static bool IsReal(this ScalarType type) => type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    /// <summary>The type in which libtorch computes with two tensors: that of the wider kind, then of the larger size.</summary>
    public static ScalarType Promote(ScalarType left, ScalarType right) =>
        Array.FindIndex(Known, row => row.Type == left) >= Array.FindIndex(Known, row => row.Type == right) ? left : right;

    private static (ScalarType Type, DataType Onnx, int Size) Row(ScalarType type)
    {
        var index = Array.FindIndex(Known, row => row.Type == type);
        return index >= 0
            ? Known[index]
            : throw new OnnxExportException(
                $"Exporting: found a tensor of {type}, which ONNX has no form for here. Convert it to Float32 or Int64 inside the network.");
    }
}
