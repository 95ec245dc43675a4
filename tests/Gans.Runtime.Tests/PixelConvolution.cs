using Microsoft.ML.OnnxRuntime;

namespace Gans.Runtime.Tests;

/// <summary>The model that CUDA is tried with: y = Conv(x, w) of one pixel each.</summary>
internal static class PixelConvolution
{
    internal static byte[] Bytes => CudaProvider.ProbeModel.ToArray();

    /// <summary>The same without shapes: ir_version 8, opset 18, so that a wrong one shows only as it runs.</summary>
    internal static byte[] OfAnyShape =>
    [
        0x08, 8,
        0x3A, 53,
        0x0A, 15, 0x0A, 1, (byte)'x', 0x0A, 1, (byte)'w', 0x12, 1, (byte)'y', 0x22, 4, (byte)'C', (byte)'o', (byte)'n', (byte)'v',
        0x12, 1, (byte)'g',
        0x5A, 9, 0x0A, 1, (byte)'x', 0x12, 4, 0x0A, 2, 0x08, 1,
        0x5A, 9, 0x0A, 1, (byte)'w', 0x12, 4, 0x0A, 2, 0x08, 1,
        0x62, 9, 0x0A, 1, (byte)'y', 0x12, 4, 0x0A, 2, 0x08, 1,
        0x42, 2, 0x10, 18,
    ];

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
