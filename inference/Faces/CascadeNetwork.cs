using Gans.Formats;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference.Faces;

/// <summary>One of MTCNN's three networks, on one CPU thread a call. Threads may call it side by side.</summary>
internal sealed class CascadeNetwork : IDisposable
{
    private static readonly string[] Inputs = ["images"];

    private readonly InferenceSession session;
    private readonly string[] outputs;
    private readonly RunOptions runOptions;

    /// <summary>Opens a network.</summary>
    /// <param name="folder">The exported detector.</param>
    /// <param name="file">The network's file in it.</param>
    /// <param name="recipe">What its metadata must say that it is.</param>
    /// <param name="outputs">The outputs to compute, in the order in which they are read.</param>
    /// <exception cref="InvalidInputException">The file is missing, damaged or of another network.</exception>
    internal CascadeNetwork(string folder, string file, string recipe, params string[] outputs)
    {
        var path = Path.Combine(folder, file);
        var info = ModelInfo.Read(path);
        if (info.Kind != ModelKind.Detector || info.Recipe != recipe)
        {
            throw new InvalidInputException(
                $"Loading {path}: found {info.Recipe ?? "a model without a recipe"}, needed {recipe}. Export it again with 'gans export --pretrained mtcnn'.");
        }

        WeightsDigest = info.Metadata.GetValueOrDefault("gans.weights_sha256", "unknown");
        this.outputs = outputs;
        session = OnnxSessions.Open(path, new() { Device = Device.Cpu, Threads = 1, ShapesVary = true });
        runOptions = new RunOptions();
    }

    /// <summary>SHA-256 of the weights that it was exported from.</summary>
    internal string WeightsDigest { get; }

    /// <summary>Runs the network.</summary>
    /// <param name="images">[count, 3, height, width].</param>
    /// <param name="count">Images.</param>
    /// <param name="height">Rows of each.</param>
    /// <param name="width">Columns of each.</param>
    /// <returns>What it says; the caller disposes it.</returns>
    internal Judgement Judge(Memory<float> images, int count, int height, int width)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, images, [count, 3, height, width]);
        return new Judgement(session.Run(runOptions, Inputs, [input], outputs));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }
}
