using Gans.Formats;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>The buffers that one call at a time works in: one source with its masks, and each output with its bindings.</summary>
/// <remarks>Images go through one at a time, so that what an image becomes hangs on it alone, to the last bit.</remarks>
internal sealed class TranslationLane : IDisposable
{
    private readonly TranslatorContract contract;
    private readonly float[] values = new float[byte.MaxValue + 1];   // of each level
    private readonly PinnedTensor<float> source;
    private readonly PinnedTensor<float>[] masks;
    private readonly PinnedTensor<float> images;
    private readonly PinnedTensor<byte> pixels;
    private readonly LaneOutputs imagesAlone;
    private readonly LaneOutputs imagesAndPixels;
    private (long Seed, long Index)? noise;

    /// <param name="session">The model; not owned.</param>
    /// <param name="contract">Shapes.</param>
    /// <param name="onDevice">The model runs on a device with memory of its own.</param>
    internal TranslationLane(InferenceSession session, TranslatorContract contract, bool onDevice)
    {
        this.contract = contract;
        var scale = byte.MaxValue / (contract.Range.Max - contract.Range.Min);
        for (var level = 0; level < values.Length; level++)
        {
            values[level] = (float)((float)(level + (float)(contract.Range.Min * scale)) / (float)scale);   // as training rounds it
        }

        long[] shape = [contract.Channels, contract.Height, contract.Width];
        source = new(ModelTensors.Source, 1, shape);
        masks = [.. contract.Masks.Select(static mask => new PinnedTensor<float>(mask.Name, 1, mask.Shape))];
        images = new(ModelTensors.Images, 1, shape);
        pixels = new(ModelTensors.Pixels, 1, [contract.Height, contract.Width, contract.Channels]);
        IPinnedTensor[] inputs = [source, .. masks];
        var doing = $"Translating with {contract.Name}";
        imagesAlone = new(doing, session, inputs, [images], onDevice);
        imagesAndPixels = new(doing, session, inputs, [images, pixels], onDevice);
    }

    /// <summary>Translates what the source holds to uint8 [H, W, C], until the next run.</summary>
    /// <exception cref="InvalidInputException">The model failed, or gives values that are no numbers.</exception>
    internal ReadOnlySpan<byte> RunPixels(CancellationToken cancellation)
    {
        Run(imagesAndPixels, cancellation);
        return pixels.First(1);
    }

    /// <summary>Translates what the source holds to float32 [C, H, W], until the next run.</summary>
    /// <inheritdoc cref="RunPixels"/>
    internal ReadOnlySpan<float> RunValues(CancellationToken cancellation)
    {
        Run(imagesAlone, cancellation);
        return images.First(1);
    }

    /// <summary>Writes the masks of an image.</summary>
    internal void FillNoise(long seed, long index)
    {
        if (masks.Length == 0 || noise == (seed, index))
        {
            return;
        }

        var drawn = new NoiseSource(seed);
        for (var i = 0; i < masks.Length; i++)
        {
            drawn.Fill(index, i, masks[i].First(1));
        }

        noise = (seed, index);
    }

    /// <summary>Writes the source: a part of an image of the network's size, which may reach beyond the right and the bottom edge.</summary>
    /// <param name="image">[height, width, C].</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="top">First row of the part.</param>
    /// <param name="left">First column of the part.</param>
    internal void FillSource(ReadOnlySpan<byte> image, int height, int width, int top, int left)
    {
        var (rows, columns, channels) = (contract.Height, contract.Width, contract.Channels);
        var to = source.First(1);
        for (var y = 0; y < rows; y++)
        {
            var from = image.Slice(Math.Min(top + y, height - 1) * width * channels, width * channels);
            for (var x = 0; x < columns; x++)
            {
                var pixel = from.Slice(Math.Min(left + x, width - 1) * channels, channels);
                for (var c = 0; c < channels; c++)
                {
                    to[(((c * rows) + y) * columns) + x] = values[pixel[c]];
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        imagesAlone.Dispose();
        imagesAndPixels.Dispose();
    }

    private void Run(LaneOutputs outputs, CancellationToken cancellation)
    {
        outputs.Run(1, cancellation);
        var found = images.First(1);
        var wrong = found.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (wrong >= 0)
        {
            throw new InvalidInputException(FormattableString.Invariant(
                $"Translating with {contract.Name}: found the value {found[wrong]}, needed finite numbers. ")
                + "Its weights are spoilt: export another checkpoint.");
        }
    }
}
