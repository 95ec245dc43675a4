using Gans.Torch;

namespace Gans.Models.Tests;

/// <summary>Runs layers on images written as rows of numbers.</summary>
internal static class LayerValues
{
    /// <summary>Sets the kernel of a layer with one input and one output channel, and its bias to 0.</summary>
    internal static TLayer WithKernel<TLayer>(this TLayer layer, params float[] kernel)
        where TLayer : Module
    {
        using var plain = Autograd.NoGrad();
        var parameters = layer.NamedParameters().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        using var values = Tensor.From(kernel, kernel.Length);
        using var shaped = values.Reshape(parameters["weight"].Shape.Sizes);
        parameters["weight"].CopyInPlace(shaped);
        parameters["bias"].ZeroInPlace();
        return layer;
    }

    internal static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];

    internal static float[] UpTo(int count) => [.. Enumerable.Range(1, count).Select(value => (float)value)];

    /// <summary>One image of one channel through the layer; the rows of what comes out.</summary>
    internal static float[][] Run(this Layer layer, float[][] rows)
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        var x = Tensor.From(rows.SelectMany(row => row).ToArray(), 1, 1, rows.Length, rows[0].Length);
        var y = layer.Forward(x, Mode.Inference);
        return [.. y.ToArray<float>().Chunk((int)y.Shape[^1])];
    }

    internal static void AreEqual(float[][] expected, float[][] actual, double tolerance = 0)
    {
        Assert.HasCount(expected.Length, actual);
        for (var row = 0; row < expected.Length; row++)
        {
            Assert.HasCount(expected[row].Length, actual[row]);
            for (var column = 0; column < expected[row].Length; column++)
            {
                Assert.AreEqual(expected[row][column], actual[row][column], tolerance, $"row {row}, column {column}");
            }
        }
    }
}
