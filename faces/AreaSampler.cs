using System.Buffers;
using Gans.Formats;

namespace Gans.Inference.Faces;

/// <summary>
/// Cuts a rectangle out of an RGB image and resizes it as the networks take it: each value is the mean of the image over the target pixel's
/// footprint, pixels at its edge counting in part, black beyond the image; then (value - 127.5) / 128, channels outermost.
/// </summary>
/// <remarks>OpenCV calls this area interpolation; it rounds to bytes besides.</remarks>
internal static class AreaSampler
{
    private const int Channels = 3;
    private const float Middle = 127.5f;
    private const float Scale = 1f / 128;

    /// <summary>Resizes a rectangle, or a band of its rows.</summary>
    /// <param name="pixels">[height, <paramref name="width"/>, 3].</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="vertical">The rectangle's rows.</param>
    /// <param name="horizontal">Its columns.</param>
    /// <param name="firstRow">Where the band begins, in rows of the target.</param>
    /// <param name="target">[3, rows of the band, columns of the target].</param>
    internal static void Sample(ReadOnlySpan<byte> pixels, int width, AreaAxis vertical, AreaAxis horizontal, int firstRow, Span<float> target)
    {
        var plane = target.Length / Channels;
        var length = Channels * (horizontal.End - horizontal.First);
        var rented = ArrayPool<float>.Shared.Rent(length);
        var sum = rented.AsSpan(0, length);
        for (var y = 0; y < plane / horizontal.Target; y++)
        {
            sum.Clear();
            var weights = vertical.Of(firstRow + y, out var row);
            foreach (var weight in weights)
            {
                PixelRows.AddScaled(pixels.Slice(Channels * ((row++ * width) + horizontal.First), length), weight, sum);
            }

            SumColumns(sum, horizontal, target[(y * horizontal.Target)..], plane);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>One row of the target, from a row summed over the height.</summary>
    private static void SumColumns(ReadOnlySpan<float> row, AreaAxis horizontal, Span<float> target, int plane)
    {
        for (var x = 0; x < horizontal.Target; x++)
        {
            var weights = horizontal.Of(x, out var first);
            var (red, green, blue) = (0f, 0f, 0f);
            var i = Channels * (first - horizontal.First);
            foreach (var weight in weights)
            {
                red += weight * row[i];
                green += weight * row[i + 1];
                blue += weight * row[i + 2];
                i += Channels;
            }

            target[x] = (red - Middle) * Scale;
            target[plane + x] = (green - Middle) * Scale;
            target[(2 * plane) + x] = (blue - Middle) * Scale;
        }
    }
}
