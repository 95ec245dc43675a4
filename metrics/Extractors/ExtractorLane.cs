using Gans.Formats;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference.Metrics;

/// <summary>The buffers in which one batch at a time goes through an extractor.</summary>
internal sealed class ExtractorLane : IDisposable
{
    private readonly PinnedTensor<float> images;
    private readonly PinnedTensor<float> features;
    private readonly PinnedTensor<float>? logits;
    private readonly LaneOutputs outputs;

    /// <param name="session">The model; not owned.</param>
    /// <param name="contract">Shapes.</param>
    /// <param name="batchSize">Most images of one run.</param>
    /// <param name="onDevice">The model runs on a device with memory of its own.</param>
    internal ExtractorLane(InferenceSession session, ExtractorContract contract, int batchSize, bool onDevice)
    {
        images = new(ModelTensors.Images, batchSize, [contract.Channels, contract.Height, contract.Width]);
        features = new(ModelTensors.Features, batchSize, [contract.Features]);
        logits = contract.Classes > 0 ? new(ModelTensors.Logits, batchSize, [contract.Classes]) : null;
        outputs = new($"Extracting features with {contract.Name}", session, [images], logits is null ? [features] : [features, logits], onDevice);
    }

    /// <summary>Where to write float32 [count, C, H, W] before a run.</summary>
    internal Span<float> Images(int count) => images.First(count);

    /// <summary>float32 [count, D] of the last run.</summary>
    internal ReadOnlySpan<float> Features(int count) => features.First(count);

    /// <summary>float32 [count, K] of the last run; empty where the model gives none.</summary>
    internal ReadOnlySpan<float> Logits(int count) => logits is null ? [] : logits.First(count);

    /// <summary>Runs the model on the first images.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Stops the model between two of its operators.</param>
    /// <exception cref="InvalidInputException">The model failed.</exception>
    internal void Run(int count, CancellationToken cancellation) => outputs.Run(count, cancellation);

    /// <inheritdoc/>
    public void Dispose() => outputs.Dispose();
}
