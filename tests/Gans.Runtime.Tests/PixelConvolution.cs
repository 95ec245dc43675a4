using Microsoft.ML.OnnxRuntime;

namespace Gans.Runtime.Tests;

/// <summary>The model that CUDA is tried with: y = Conv(x, w) of one pixel each.</summary>
internal static class PixelConvolution
{
    internal static byte[] Bytes => CudaProvider.ProbeModel.ToArray();

    /// <summary>Convolves 2 with 3.</summary>
    internal static float Run(InferenceSession session)
    {
        using var x = OrtValue.CreateTensorValueFromMemory([2f], [1, 1, 1, 1]);
        using var w = OrtValue.CreateTensorValueFromMemory([3f], [1, 1, 1, 1]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["x", "w"], [x, w], ["y"]);
        return results[0].GetTensorDataAsSpan<float>()[0];
    }
}
