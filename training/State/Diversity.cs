using static TorchSharp.torch;

namespace Gans.Training.State;

/// <summary>How different images are from each other.</summary>
internal static class Diversity
{
    /// <summary>
    /// Mean distance of an image to the nearest other one, Euclidean over its pixels. Few kinds of images make it small, however different the kinds are.
    /// </summary>
    /// <param name="images">[N, C, H, W], N of 2 or more.</param>
    internal static double Of(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var points = images.flatten(1);                                                             // [N, D]
        var products = points.mm(points.transpose(0, 1)).ToArray<float>();                         // [N, N]
        var count = (int)points.shape[0];
        return Enumerable.Range(0, count).Average(i => Enumerable.Range(0, count).Where(j => j != i).Min(j => Distance(i, j)));

        double Distance(int i, int j) =>
            Math.Sqrt(Math.Max(0, (double)products[(i * count) + i] + products[(j * count) + j] - (2.0 * products[(i * count) + j])));
    }
}
