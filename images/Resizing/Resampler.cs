using System.Buffers;
using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>Resizes images of one size to another; made once, used for many. Threads may use it side by side.</summary>
/// <remarks>
/// Our own arithmetic and not libvips', which rounds to bytes between the axes, places enlarging kernels on a grid of 1/64 pixel and has no
/// Lanczos kernel for enlarging. This one gives the values that <see cref="ResizeFilter"/> states, equal on every machine.
/// </remarks>
public sealed class Resampler
{
    private readonly int sourceHeight;
    private readonly int sourceWidth;
    private readonly int targetHeight;
    private readonly int targetWidth;
    private readonly int channels;
    private readonly FilterWeights vertical;
    private readonly FilterWeights horizontal;

    /// <summary>Computes the weights.</summary>
    /// <param name="sourceHeight">Pixels, 1 or more.</param>
    /// <param name="sourceWidth">Pixels, 1 or more.</param>
    /// <param name="targetHeight">Pixels, 1 or more.</param>
    /// <param name="targetWidth">Pixels, 1 or more.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="filter">The kernel.</param>
    /// <param name="antialias">Whether the kernel is stretched where a size shrinks; false gives the plain interpolation of four or so neighbours.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or an image would reach 2 GiB.</exception>
    public Resampler(
        int sourceHeight, int sourceWidth, int targetHeight, int targetWidth, int channels, ResizeFilter filter, bool antialias = true)
    {
        SourceSize = PixelLayout.Size(1, sourceHeight, sourceWidth, channels);
        TargetSize = PixelLayout.Size(1, targetHeight, targetWidth, channels);
        (this.sourceHeight, this.sourceWidth, this.targetHeight, this.targetWidth) = (sourceHeight, sourceWidth, targetHeight, targetWidth);
        this.channels = channels;
        vertical = new FilterWeights(sourceHeight, targetHeight, filter, antialias);
        horizontal = new FilterWeights(sourceWidth, targetWidth, filter, antialias);
    }

    /// <summary>Bytes of a source image.</summary>
    public int SourceSize { get; }

    /// <summary>Values of a target image.</summary>
    public int TargetSize { get; }

    /// <summary>Resizes to bytes: rounded to the nearest, halves up, clamped to 0..255.</summary>
    /// <param name="source">[source height, source width, channels].</param>
    /// <param name="target">[target height, target width, channels].</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Resample(ReadOnlySpan<byte> source, Span<byte> target)
    {
        CheckLengths(source.Length, target.Length);
        using var rows = new Rows(sourceWidth * channels, targetWidth * channels);
        for (var y = 0; y < targetHeight; y++)
        {
            ResampleRow(source, y, rows.Source, rows.Target);
            Round(rows.Target, target.Slice(y * targetWidth * channels, targetWidth * channels));
        }
    }

    /// <summary>Resizes values that are no bytes, without rounding; of a range of any ends, which the cubic and the Lanczos filter may leave.</summary>
    /// <inheritdoc cref="Resample(ReadOnlySpan{byte}, Span{float})"/>
    public void Resample(ReadOnlySpan<float> source, Span<float> target) => ResampleValues(source, target);

    /// <summary>Resizes without rounding; values of the cubic and the Lanczos filter may lie outside 0..255.</summary>
    /// <param name="source">[source height, source width, channels].</param>
    /// <param name="target">[target height, target width, channels].</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Resample(ReadOnlySpan<byte> source, Span<float> target) => ResampleValues(source, target);

    private void ResampleValues<T>(ReadOnlySpan<T> source, Span<float> target)
        where T : unmanaged
    {
        CheckLengths(source.Length, target.Length);
        using var rows = new Rows(sourceWidth * channels, 0);
        for (var y = 0; y < targetHeight; y++)
        {
            ResampleRow(source, y, rows.Source, target.Slice(y * targetWidth * channels, targetWidth * channels));
        }
    }

    private static void Round(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Math.Clamp(values[i] + 0.5f, 0, 255);
        }
    }

    private void ResampleRow<T>(ReadOnlySpan<T> source, int y, Span<float> sum, Span<float> target)
        where T : unmanaged
    {
        var weights = vertical.Of(y, out var start);
        sum.Clear();
        for (var k = 0; k < weights.Length; k++)
        {
            AddScaled(source.Slice((start + k) * sourceWidth * channels, sourceWidth * channels), weights[k], sum);
        }

        for (var x = 0; x < targetWidth; x++)
        {
            weights = horizontal.Of(x, out start);
            for (var c = 0; c < channels; c++)
            {
                var value = 0f;
                for (var k = 0; k < weights.Length; k++)
                {
                    value += weights[k] * sum[((start + k) * channels) + c];
                }

                target[(x * channels) + c] = value;
            }
        }
    }

    private static void AddScaled<T>(ReadOnlySpan<T> row, float weight, Span<float> sum)
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte))
        {
            PixelRows.AddScaled(MemoryMarshal.Cast<T, byte>(row), weight, sum);
        }
        else
        {
            PixelRows.AddScaled(MemoryMarshal.Cast<T, float>(row), weight, sum);
        }
    }

    private void CheckLengths(int source, int target)
    {
        if (source != SourceSize || target != TargetSize)
        {
            throw new ArgumentException(
                $"Resizing [{sourceHeight}, {sourceWidth}, {channels}] to [{targetHeight}, {targetWidth}, "
                + $"{channels}] needs {SourceSize} and {TargetSize} values, found {source} and {target}.");
        }
    }

    /// <summary>A source row summed over the height, and a target row, from the shared pool.</summary>
    private readonly ref struct Rows(int sourceLength, int targetLength)
    {
        private readonly float[] source = ArrayPool<float>.Shared.Rent(sourceLength);
        private readonly float[] target = ArrayPool<float>.Shared.Rent(targetLength);

        internal Span<float> Source => source.AsSpan(0, sourceLength);

        internal Span<float> Target => target.AsSpan(0, targetLength);

        public void Dispose()
        {
            ArrayPool<float>.Shared.Return(source);
            ArrayPool<float>.Shared.Return(target);
        }
    }
}
