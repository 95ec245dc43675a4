using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Gans.Onnx.Verification;

/// <summary>Values between libtorch and ONNX Runtime.</summary>
internal static class OrtTensors
{
    /// <summary>A copy for ONNX Runtime, which the caller disposes.</summary>
    public static OrtValue ToOrtValue(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => Copy<float>(tensor),
        ScalarType.Float64 => Copy<double>(tensor),
        ScalarType.Int64 => Copy<long>(tensor),
        ScalarType.Int32 => Copy<int>(tensor),
        ScalarType.Byte => Copy<byte>(tensor),
        ScalarType.Bool => Copy<bool>(tensor),
        var type => throw Unsupported("input", type),
    };

    /// <summary>The elements of a result.</summary>
    public static double[] ToDoubles(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType switch
    {
        TensorElementType.Float => Read<float>(value, static element => element),
        TensorElementType.Double => Read<double>(value, static element => element),
        TensorElementType.Int64 => Read<long>(value, static element => element),
        TensorElementType.Int32 => Read<int>(value, static element => element),
        TensorElementType.UInt8 => Read<byte>(value, static element => element),
        TensorElementType.Bool => Read<bool>(value, static element => element ? 1 : 0),
        var type => throw Unsupported("output", type),
    };

    private static OnnxExportException Unsupported(string what, object type) =>
        new($"Verifying: an {what} is {type}; it must be Float32, Float64, Int64, Int32, UInt8 or Bool. Cast inside the network.");

    private static OrtValue Copy<T>(Tensor tensor)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(tensor.cpu().contiguous().data<T>().ToArray(), tensor.shape);

    private static double[] Read<T>(OrtValue value, Func<T, double> convert)
        where T : unmanaged
    {
        var source = value.GetTensorDataAsSpan<T>();
        var values = new double[source.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = convert(source[i]);
        }

        return values;
    }
}
