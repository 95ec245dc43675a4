using Gans.Formats;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>The buffers that one call at a time works in: inputs for one batch, and each output with its bindings.</summary>
internal sealed class SamplingLane : IDisposable
{
    private readonly GeneratorContract contract;
    private readonly PinnedTensor<float> latents;
    private readonly PinnedTensor<long>? labels;
    private readonly PinnedTensor<float>? codes;
    private readonly PinnedTensor<float>? psi;
    private readonly PinnedTensor<float>? noise;
    private readonly PinnedTensor<float> values;
    private readonly PinnedTensor<byte> pixels;
    private readonly LaneOutputs valuesAlone;
    private readonly LaneOutputs valuesAndPixels;

    /// <param name="session">The model; not owned.</param>
    /// <param name="contract">Shapes.</param>
    /// <param name="batchSize">Most images of one run.</param>
    /// <param name="onDevice">The model runs on a device with memory of its own.</param>
    internal SamplingLane(InferenceSession session, GeneratorContract contract, int batchSize, bool onDevice)
    {
        this.contract = contract;
        var doing = $"Sampling from {contract.Name}";
        latents = new(contract.LatentsName, batchSize, contract.LatentAxes);
        labels = contract.Classes > 0 ? new(ModelTensors.Labels, batchSize, []) : null;
        codes = contract.Codes.Size > 0 ? new(ModelTensors.Codes, batchSize, [contract.Codes.Size]) : null;
        psi = contract.TakesPsi ? new(ModelTensors.Psi, null, []) : null;
        noise = contract.TakesNoise ? new(ModelTensors.Noise, null, [contract.Styles.Layers]) : null;
        values = new(contract.SamplesName, batchSize, contract.SampleAxes);
        pixels = new(ModelTensors.Pixels, batchSize, [contract.Height, contract.Width, contract.Channels]);
        IPinnedTensor[] inputs = [.. new IPinnedTensor?[] { latents, labels, codes, psi, noise }.OfType<IPinnedTensor>()];
        valuesAlone = new(doing, session, inputs, [values], onDevice);
        valuesAndPixels = new(doing, session, inputs, [values, pixels], onDevice);
    }

    /// <summary>Runs a batch of what the inputs hold, to float32 [N, C, H, W], vectors [N, D], or styles [N, layers, W], until the next run.</summary>
    /// <param name="start">Which sample of the call the batch begins with, for messages.</param>
    /// <param name="count">Samples.</param>
    /// <param name="cancellation">Stops the model between two of its operators.</param>
    /// <exception cref="InvalidInputException">The model failed, or gives values that are no numbers.</exception>
    internal ReadOnlySpan<float> RunValues(int start, int count, CancellationToken cancellation)
    {
        Run(valuesAlone, start, count, cancellation);
        return values.First(count);
    }

    /// <summary>Runs a batch of what the inputs hold, to uint8 [N, H, W, C], until the next run. Only where the model makes images.</summary>
    /// <inheritdoc cref="RunValues"/>
    internal ReadOnlySpan<byte> RunPixels(int start, int count, CancellationToken cancellation)
    {
        Run(valuesAndPixels, start, count, cancellation);   // pixels alone would not show that values are no numbers: these become black
        return pixels.First(count);
    }

    /// <summary>Writes what a batch of a call begins with.</summary>
    internal void Fill(SamplingInput input, int start, int count)
    {
        input.FillLatents(start, latents.First(count));
        input.FillLabels(start, labels is null ? [] : labels.First(count));
        input.FillCodes(start, codes is null ? [] : codes.First(count));
        input.FillPsi(psi is null ? [] : psi.First(1));
        input.FillNoise(noise is null ? [] : noise.First(1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        valuesAlone.Dispose();
        valuesAndPixels.Dispose();
    }

    private void Run(LaneOutputs outputs, int start, int count, CancellationToken cancellation)
    {
        outputs.Run(count, cancellation);
        var found = values.First(count);
        var wrong = found.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (wrong >= 0)
        {
            throw new InvalidInputException(FormattableString.Invariant(
                $"Sampling from {contract.Name}: found the value {found[wrong]} in sample {start + (wrong / contract.SampleSize)}, needed finite numbers. ")
                + "Its weights are spoilt: export another checkpoint.");
        }
    }
}
