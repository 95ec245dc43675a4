using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>The buffers that one call at a time works in: inputs for one batch, and each output with its bindings.</summary>
internal sealed class SamplingLane : IDisposable
{
    private readonly PinnedTensor<float> latents;
    private readonly PinnedTensor<long>? labels;
    private readonly PinnedTensor<float>? codes;

    /// <param name="session">The model; not owned.</param>
    /// <param name="contract">Shapes.</param>
    /// <param name="batchSize">Most images of one run.</param>
    /// <param name="onDevice">The model runs on a device with memory of its own.</param>
    internal SamplingLane(InferenceSession session, GeneratorContract contract, int batchSize, bool onDevice)
    {
        latents = new("z", batchSize, [contract.LatentSize]);
        labels = contract.Classes > 0 ? new("labels", batchSize, []) : null;
        codes = contract.Codes.Size > 0 ? new("codes", batchSize, [contract.Codes.Size]) : null;
        IPinnedTensor[] inputs = [.. new IPinnedTensor?[] { latents, labels, codes }.OfType<IPinnedTensor>()];
        Samples = new(session, inputs, new(contract.SamplesName, batchSize, [.. contract.SampleAxes.Select(size => (long)size)]), onDevice);
        Pixels = new(session, inputs, new("pixels", batchSize, [contract.Height, contract.Width, contract.Channels]), onDevice);
    }

    /// <summary>float32 [N, C, H, W], or vectors [N, D].</summary>
    internal LaneOutput<float> Samples { get; }

    /// <summary>uint8 [N, H, W, C]; not to be run where the model makes no images.</summary>
    internal LaneOutput<byte> Pixels { get; }

    /// <summary>Where to write the latents of <paramref name="count"/> images before a run.</summary>
    internal Span<float> Latents(int count) => latents.First(count);

    /// <summary>Where to write the labels of <paramref name="count"/> images before a run; empty where the model takes none.</summary>
    internal Span<long> Labels(int count) => labels is null ? [] : labels.First(count);

    /// <summary>Where to write the codes of <paramref name="count"/> images before a run; empty where the model takes none.</summary>
    internal Span<float> Codes(int count) => codes is null ? [] : codes.First(count);

    /// <inheritdoc/>
    public void Dispose()
    {
        Samples.Dispose();
        Pixels.Dispose();
    }
}
