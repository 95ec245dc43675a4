using System.Buffers;
using System.Collections.Concurrent;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Turns images into a network's input: its channels, its size, its range, planes instead of pixels. Thread-safe.</summary>
/// <param name="contract">What the network wants.</param>
/// <param name="rule">How images reach its size.</param>
internal sealed class ImagePreparation(ExtractorContract contract, ResizeRule rule)
{
    private const int MostKept = 64;   // sizes of source images whose weights are kept

    private readonly ConcurrentDictionary<(int Height, int Width), Resampler> resamplers = new();

    /// <summary>The rule.</summary>
    internal ResizeRule Rule => rule;

    /// <summary>Prepares one image: value v of 0..255 becomes min + v (max - min) / 255.</summary>
    /// <param name="image">Any size, grey or colour.</param>
    /// <param name="planes">Receives [C, H, W].</param>
    internal void Prepare(Image image, Span<float> planes)
    {
        var source = image.Channels == contract.Channels ? image : contract.Channels == 3 ? image.ToRgb() : image.ToGrey();
        var rented = ArrayPool<float>.Shared.Rent(contract.ImageSize);
        var pixels = rented.AsSpan(0, contract.ImageSize);
        if (source.Height == contract.Height && source.Width == contract.Width)
        {
            for (var i = 0; i < pixels.Length; i++)
            {
                pixels[i] = source.Pixels[i];
            }
        }
        else
        {
            ResamplerFor(source.Height, source.Width).Resample(source.Pixels, pixels);
        }

        Separate(pixels, planes);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Prepares one image of values that were never rounded to bytes.</summary>
    /// <param name="image">[H, W, C] of 0..255, with the network's channels.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="planes">Receives [C, H, W].</param>
    internal void Prepare(ReadOnlySpan<float> image, int height, int width, Span<float> planes)
    {
        if (height == contract.Height && width == contract.Width)
        {
            Separate(image, planes);
            return;
        }

        var rented = ArrayPool<float>.Shared.Rent(contract.ImageSize);
        var pixels = rented.AsSpan(0, contract.ImageSize);
        ResamplerFor(height, width).Resample(image, pixels);
        Separate(pixels, planes);
        ArrayPool<float>.Shared.Return(rented);
    }

    private Resampler ResamplerFor(int height, int width)
    {
        if (resamplers.TryGetValue((height, width), out var resampler))
        {
            return resampler;
        }

        resampler = new Resampler(
            height, width, contract.Height, contract.Width, contract.Channels, FilterOf(rule), antialias: rule == ResizeRule.Clean);
        if (resamplers.Count < MostKept)
        {
            resamplers.TryAdd((height, width), resampler);
        }

        return resampler;
    }

    private static ResizeFilter FilterOf(ResizeRule rule) => rule switch
    {
        ResizeRule.Nearest => ResizeFilter.Nearest,
        ResizeRule.Bilinear => ResizeFilter.Bilinear,
        ResizeRule.Clean => ResizeFilter.Bicubic,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule."),
    };

    /// <summary>[H, W, C] of 0..255 to [C, H, W] of the network's range. The cubic's overshoots are clamped; nothing else leaves 0..255.</summary>
    private void Separate(ReadOnlySpan<float> pixels, Span<float> planes)
    {
        var (channels, plane) = (contract.Channels, contract.Height * contract.Width);
        var (min, scale) = (contract.Min, (contract.Max - contract.Min) / 255);
        for (var c = 0; c < channels; c++)
        {
            var target = planes.Slice(c * plane, plane);
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = min + (Math.Clamp(pixels[(i * channels) + c], 0, 255) * scale);
            }
        }
    }
}
