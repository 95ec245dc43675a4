using Gans.Formats;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference.Faces;

/// <summary>One of MTCNN's three networks, on one CPU thread a call. Threads may call it side by side.</summary>
internal sealed class CascadeNetwork : IDisposable
{
    private static readonly string[] Inputs = [ModelTensors.Images];

    private readonly string path;
    private readonly InferenceSession session;
    private readonly string[] outputs;
    private readonly RunOptions runOptions;

    /// <summary>Opens a network.</summary>
    /// <param name="folder">The exported detector.</param>
    /// <param name="part">Which of the three.</param>
    /// <exception cref="InvalidInputException">The file is missing, damaged or of another network.</exception>
    internal CascadeNetwork(string folder, MtcnnPart part)
    {
        path = Path.Combine(folder, part.FileName);
        var card = ModelInfo.Read(path).Card;
        if (card.Kind != ModelKind.Detector || card.Recipe != part.Recipe)
        {
            throw new InvalidInputException(
                $"Loading {path}: found {card.Recipe ?? "a model without a recipe"}, needed {part.Recipe}. "
                + "Export it again with 'gans export --pretrained mtcnn'.");
        }

        WeightsDigest = card.WeightsSha256 ?? "unknown";
        outputs = [.. part.Outputs];
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
    /// <exception cref="InvalidInputException">The file cannot be run.</exception>
    internal Judgement Judge(Memory<float> images, int count, int height, int width)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, images, [count, 3, height, width]);
        try
        {
            return new Judgement(session.Run(runOptions, Inputs, [input], outputs));
        }
        catch (OnnxRuntimeException e)
        {
            throw ModelFailure.Of($"Looking for faces with {path}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }
}
