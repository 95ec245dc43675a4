using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>Runs layers on images written as rows of numbers.</summary>
internal static class LayerValues
{
    /// <summary>Sets the kernel of a layer with one input and one output channel, and its bias to 0.</summary>
    internal static TLayer WithKernel<TLayer>(this TLayer layer, params float[] kernel)
        where TLayer : Module
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var state = layer.NamedState().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        state["weight"].copy_(tensor(kernel, state["weight"].shape));
        state["bias"].zero_();
        return layer;
    }

    internal static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];

    internal static float[] UpTo(int count) => [.. Enumerable.Range(1, count).Select(value => (float)value)];

    /// <summary>One image of one channel through the layer; the rows of what comes out.</summary>
    internal static float[][] Run(this Module<Tensor, Tensor> layer, float[][] rows)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var x = tensor(rows.SelectMany(row => row).ToArray(), [1, 1, rows.Length, rows[0].Length]);
        var y = layer.Run(x, Mode.Inference);
        return [.. y.Floats().Chunk((int)y.shape[^1])];
    }

    /// <summary>The values, the innermost axis fastest, in whatever order they lie in memory.</summary>
    internal static float[] Floats(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to_type(ScalarType.Float32).contiguous().data<float>().ToArray();
    }

    /// <summary>The value of a tensor that holds one, whatever its type.</summary>
    internal static double Number(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.to_type(ScalarType.Float64).item<double>();
    }

    /// <summary>Sizes as people write them: <c>[2, 3]</c>.</summary>
    internal static string Text(this IEnumerable<long> sizes) => $"[{string.Join(", ", sizes)}]";

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
