using Gans.Runtime;
using global::Onnx;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Support;

/// <summary>An ONNX file as those see it who get it: its content, and what ONNX Runtime computes by it.</summary>
internal static class ExportedFile
{
    internal static ModelProto Read(string path) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));

    /// <summary>Shape and values of one output.</summary>
    internal static (long[] Shape, T[] Values) Run<T>(string path, string output, params IReadOnlyList<(string Name, Tensor Value)> inputs)
        where T : unmanaged
    {
        using var session = OnnxSessions.Open(path, new SessionSettings { Device = Runtime.Device.Cpu });
        using var options = new RunOptions();
        var feeds = inputs.ToDictionary(static input => input.Name, static input => ToOrtValue(input.Value));
        try
        {
            using var results = session.Run(options, feeds, [output]);
            return (results[0].GetTensorTypeAndShape().Shape, results[0].GetTensorDataAsSpan<T>().ToArray());
        }
        finally
        {
            foreach (var feed in feeds.Values)
            {
                feed.Dispose();
            }
        }
    }

    private static OrtValue ToOrtValue(Tensor value) => value.dtype == ScalarType.Int64
        ? OrtValue.CreateTensorValueFromMemory(value.ToArray<long>(), value.shape)
        : OrtValue.CreateTensorValueFromMemory(value.ToArray<float>(), value.shape);
}
