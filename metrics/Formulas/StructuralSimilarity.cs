using System.Numerics.Tensors;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Multi-scale structural similarity of two images: 1 for equal ones, near 0 for unlike ones.</summary>
/// <remarks>
/// Wang, Simoncelli and Bovik, Multiscale Structural Similarity for Image Quality Assessment, 2003: an 11 x 11 Gaussian window of deviation 1.5 within the
/// image, constants
/// (0.01 L)^2 and (0.03 L)^2 with L = 255, scales halved by 2 x 2 means, weights 0.0448, 0.2856, 0.3001, 0.2363, 0.1333; contrast and structure below 0 count
/// as 0. A scale counts where the window fits, and the weights of those that count are scaled to a sum of 1. Colour channels are averaged.
/// </remarks>
internal static class StructuralSimilarity
{
    private const int Window = 11;
    private const double Sigma = 1.5, Luminance = 0.01 * 255 * 0.01 * 255, Contrast = 0.03 * 255 * 0.03 * 255;

    private static readonly double[] Weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
    private static readonly double[] Kernel = GaussianKernel();

    /// <summary>The similarity.</summary>
    /// <param name="first">At least 11 pixels a side.</param>
    /// <param name="second">Of the same size and channels.</param>
    /// <exception cref="ArgumentException">The sizes differ, or are below the window's.</exception>
    public static double Compute(Image first, Image second) => Compute(first, second, Compare);

    /// <summary>The similarity of the images as they are, at one scale: Wang et al., 2004.</summary>
    /// <inheritdoc cref="Compute(Image, Image)"/>
    public static double AtOneScale(Image first, Image second) => Compute(first, second, static (a, b) => CompareScale(a, b).Similarity);

    private static double Compute(Image first, Image second, Func<Plane, Plane, double> compare)
    {
        if (first.Height != second.Height || first.Width != second.Width || first.Channels != second.Channels || Math.Min(first.Height, first.Width) < Window)
        {
            throw new ArgumentException(
                $"Comparing {first.Height} x {first.Width} x {first.Channels} with {second.Height} x {second.Width} x {second.Channels}: "
                + $"both need one size of {Window} pixels a side or more.");
        }

        return Enumerable.Range(0, first.Channels).Average(channel => compare(Plane.Of(first, channel), Plane.Of(second, channel)));
    }

    private static double Compare(Plane first, Plane second)
    {
        var (logs, weights) = (0.0, 0.0);
        foreach (var weight in Weights)
        {
            var (similarity, structure) = CompareScale(first, second);
            weights += weight;
            (first, second) = (first.Halved(), second.Halved());
            var isLast = weight == Weights[^1] || Math.Min(first.Height, first.Width) < Window;
            logs += weight * Math.Log(Math.Max(0, isLast ? similarity : structure));
            if (isLast)
            {
                break;
            }
        }

        return Math.Exp(logs / weights);
    }

    /// <summary>Means over the window's places of the whole similarity, and of contrast and structure alone.</summary>
    private static (double Similarity, double Structure) CompareScale(Plane a, Plane b)
    {
        var (meanA, meanB) = (a.Blurred(Kernel), b.Blurred(Kernel));
        var (squareA, squareB, cross) = (a.Times(a).Blurred(Kernel), b.Times(b).Blurred(Kernel), a.Times(b).Blurred(Kernel));
        var (similarity, structure) = (0.0, 0.0);
        for (var i = 0; i < cross.Values.Length; i++)
        {
            var (ma, mb) = (meanA.Values[i], meanB.Values[i]);
            var contrast = ((2 * (cross.Values[i] - (ma * mb))) + Contrast) / (squareA.Values[i] - (ma * ma) + squareB.Values[i] - (mb * mb) + Contrast);
            structure += contrast;
            similarity += contrast * ((2 * ma * mb) + Luminance) / ((ma * ma) + (mb * mb) + Luminance);
        }

        return (similarity / cross.Values.Length, structure / cross.Values.Length);
    }

    private static double[] GaussianKernel()
    {
        double[] kernel = [.. Enumerable.Range(0, Window).Select(i => Math.Exp(-Math.Pow(i - (Window / 2), 2) / (2 * Sigma * Sigma)))];
        var sum = kernel.Sum();
        return [.. kernel.Select(value => value / sum)];
    }

    /// <summary>One channel.</summary>
    private sealed record Plane(int Height, int Width, double[] Values)
    {
        internal static Plane Of(Image image, int channel) =>
            new(
                image.Height,
                image.Width,
                [.. Enumerable.Range(0, image.Height * image.Width).Select(i => (double)image.Pixels[(i * image.Channels) + channel])]);

        internal Plane Times(Plane other) => this with { Values = [.. Values.Zip(other.Values, (a, b) => a * b)] };

        /// <summary>Weighted means wherever the kernel lies within the plane.</summary>
        internal Plane Blurred(double[] kernel) => BlurredRows(kernel).Transposed().BlurredRows(kernel).Transposed();

        /// <summary>Half the size, by means of 2 x 2; an odd last row or column is left out.</summary>
        internal Plane Halved()
        {
            var half = new Plane(Height / 2, Width / 2, new double[(Height / 2) * (Width / 2)]);
            for (var i = 0; i < half.Values.Length; i++)
            {
                var at = (i / half.Width * 2 * Width) + (i % half.Width * 2);
                half.Values[i] = (Values[at] + Values[at + 1] + Values[at + Width] + Values[at + Width + 1]) / 4;
            }

            return half;
        }

        private Plane BlurredRows(double[] kernel)
        {
            var blurred = new Plane(Height, Width - kernel.Length + 1, new double[Height * (Width - kernel.Length + 1)]);
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < blurred.Width; x++)
                {
                    blurred.Values[(y * blurred.Width) + x] = TensorPrimitives.Dot<double>(Values.AsSpan((y * Width) + x, kernel.Length), kernel);
                }
            }

            return blurred;
        }

        private Plane Transposed()
        {
            var turned = new Plane(Width, Height, new double[Values.Length]);
            for (var i = 0; i < Values.Length; i++)
            {
                turned.Values[(i % Width * Height) + (i / Width)] = Values[i];
            }

            return turned;
        }
    }
}
