using Gans.Runtime;
using Gans.Torch;
using Gans.Training.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using global::Onnx;

namespace Gans.Training.Tests.Onnx;

/// <summary>One output of a model, as ONNX Runtime computes it.</summary>
internal sealed record OrtOutput(string Name, long[] Shape, double[] Values);

internal static class OrtRun
{
    public static OrtOutput[] Run(ModelProto model, IReadOnlyList<Tensor> inputs)
    {
        using var session = OnnxSessions.Open(model.ToByteArray());
        using var options = new RunOptions();
        var feeds = inputs.Select(OrtTensors.ToOrtValue).ToList();
        using var results = session.Run(options, session.InputNames, feeds, session.OutputNames);
        OrtOutput[] outputs = [.. session.OutputNames.Zip(results, Read)];
        feeds.ForEach(feed => feed.Dispose());
        return outputs;
    }

    private static OrtOutput Read(string name, OrtValue value) => new(name, value.GetTensorTypeAndShape().Shape, OrtTensors.ToDoubles(value));
}
