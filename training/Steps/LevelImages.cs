using Gans.Models;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>Makes real images as small as a level: one matrix, made once a level, times the rows and the columns of each image that is drawn.</summary>
/// <remarks>
/// So no smaller data set is kept. Anti-aliasing is that of scikit-image 0.15: a Gaussian of deviation
/// (f - 1) / 2 for a factor of f, cut at four deviations, mirrored at the border, then the pixel at f i + f / 2.
/// </remarks>
internal sealed class LevelImages : IDisposable
{
    private const double CutAt = 4;

    private readonly Tensor? shrink;

    /// <summary>Makes the matrix.</summary>
    /// <param name="from">Pixels a side of the data.</param>
    /// <param name="size">Pixels a side of the level; <paramref name="from"/> is a multiple of it.</param>
    /// <param name="scaling">How.</param>
    /// <param name="device">Where images are.</param>
    internal LevelImages(int from, int size, LevelScaling scaling, Device device)
    {
        Size = size;
        shrink = from == size ? null : tensor(Weights(from, size, scaling), [size, from], device: device).DetachFromDisposeScope();
    }

    /// <summary>Pixels a side.</summary>
    internal int Size { get; }

    /// <summary>The share of the image itself, [0, 1]; the rest is the image at half the size, enlarged again by repeating pixels.</summary>
    internal double Shown { get; set; } = 1;

    /// <summary>[N, C, from, from] to [N, C, size, size].</summary>
    internal Tensor Of(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var small = shrink is null ? images : matmul(matmul(shrink, images), shrink.t());
        if (Shown < 1)
        {
            var half = nn.functional.interpolate(nn.functional.avg_pool2d(small, 2), [Size, Size], mode: InterpolationMode.Nearest);
            small = lerp(half, small, Shown);
        }

        return small.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => shrink?.Dispose();

    /// <summary>[size, from]: row i holds the weights of the pixels that pixel i is made of.</summary>
    private static float[] Weights(int from, int size, LevelScaling scaling)
    {
        var factor = from / size;
        var weights = new float[size * from];
        for (var i = 0; i < size; i++)
        {
            var row = weights.AsSpan(i * from, from);
            switch (scaling)
            {
                case LevelScaling.Box:
                    row.Slice(i * factor, factor).Fill(1f / factor);
                    break;
                case LevelScaling.Nearest:
                    row[(i * factor) + (factor / 2)] = 1;
                    break;
                default:
                    Blur(row, (i * factor) + (factor / 2), (factor - 1) / 2.0);
                    break;
            }
        }

        return weights;
    }

    private static void Blur(Span<float> row, int centre, double deviation)
    {
        var reach = (int)((CutAt * deviation) + 0.5);
        var bell = Enumerable.Range(-reach, (2 * reach) + 1).Select(offset => Math.Exp(-offset * offset / (2 * deviation * deviation))).ToArray();
        var total = bell.Sum();
        for (var i = 0; i < bell.Length; i++)
        {
            row[Mirrored(centre - reach + i, row.Length)] += (float)(bell[i] / total);
        }
    }

    /// <summary>An index beyond an end, counted back from it without the end itself twice: 1, 0, 1, 2 ... last, last - 1.</summary>
    private static int Mirrored(int index, int count)
    {
        var period = 2 * (count - 1);
        var inside = ((index % period) + period) % period;
        return inside < count ? inside : period - inside;
    }
}
