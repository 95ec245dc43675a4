using Microsoft.ML.OnnxRuntime;

namespace Gans.Apps.Tests.Snippets;

/// <summary>An app with ONNX Runtime and no Gans.</summary>
internal static class PlainOnnxRuntime
{
    internal static (byte[] Pixels, long[] Shape) Draw(float[] z, int count, int latentSize)
    {
        using var session = new InferenceSession("generator.onnx");
        using var options = new RunOptions();
        using var latents = OrtValue.CreateTensorValueFromMemory(z, [count, latentSize]);
        using var outputs = session.Run(options, ["z"], [latents], ["pixels"]);
        byte[] pixels = outputs[0].GetTensorDataAsSpan<byte>().ToArray();      // uint8 [count, height, width, channels]
        long[] shape = outputs[0].GetTensorTypeAndShape().Shape;
        return (pixels, shape);
    }
}
