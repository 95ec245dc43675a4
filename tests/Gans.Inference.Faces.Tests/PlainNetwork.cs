using Gans.Formats;

namespace Gans.Inference.Faces.Tests;

/// <summary>
/// The layers of MTCNN as plain sums over the published weights, on maps [width, height, channels]: the published networks see images with their
/// axes exchanged.
/// </summary>
internal sealed class PlainNetwork(WeightFile weights, string part)
{
    internal readonly record struct Map(int Width, int Height, int Channels, double[] Values)
    {
        internal double this[int x, int y, int c] => Values[(((x * Height) + y) * Channels) + c];
    }

    internal Map Convolve(Map map, string name)
    {
        var kernel = weights.Tensors[$"{part}/{name}/weights"];
        var (bias, values) = (weights.Tensors[$"{part}/{name}/bias"].Values.ToArray(), kernel.Values.ToArray());
        var (size, outputs) = ((int)kernel.Shape[0], (int)kernel.Shape[3]);
        var result = Empty(map.Width - size + 1, map.Height - size + 1, outputs);
        for (var (i, place) = (0, 0); i < result.Width * result.Height; i++)
        {
            var (x, y) = (i / result.Height, i % result.Height);
            for (var o = 0; o < outputs; o++)
            {
                double sum = bias[o];
                for (var k = 0; k < size * size * map.Channels; k++)
                {
                    var (dx, dy, c) = (k / (size * map.Channels), k / map.Channels % size, k % map.Channels);
                    sum += map[x + dx, y + dy, c] * values[(k * outputs) + o];
                }

                result.Values[place++] = sum;
            }
        }

        return result;
    }

    /// <summary>Keras' 'same' for the sizes that occur: windows at the end may lack rows and columns.</summary>
    internal static Map PoolSame(Map map, int size) => Pool(map, size, (map.Width + 1) / 2, (map.Height + 1) / 2);

    internal static Map PoolValid(Map map, int size) => Pool(map, size, ((map.Width - size) / 2) + 1, ((map.Height - size) / 2) + 1);

    internal Map Activate(Map map, int number)
    {
        var alpha = weights.Tensors[$"{part}/prelu{number}_alpha"].Values.ToArray();
        return map with { Values = [.. map.Values.Select((value, i) => value > 0 ? value : alpha[i % map.Channels] * value)] };
    }

    internal double[] Dense(double[] inputs, string name)
    {
        var kernel = weights.Tensors[$"{part}/{name}/weights"].Values.ToArray();
        var bias = weights.Tensors[$"{part}/{name}/bias"].Values.ToArray();
        return [.. bias.Select((start, o) => start + inputs.Select((value, i) => value * kernel[(i * bias.Length) + o]).Sum())];
    }

    private static Map Pool(Map map, int size, int width, int height)
    {
        var result = Empty(width, height, map.Channels);
        for (var i = 0; i < result.Values.Length; i++)
        {
            var (x, y, c) = (i / (height * map.Channels), i / map.Channels % height, i % map.Channels);
            result.Values[i] = double.NegativeInfinity;
            for (var dx = 2 * x; dx < Math.Min((2 * x) + size, map.Width); dx++)
            {
                for (var dy = 2 * y; dy < Math.Min((2 * y) + size, map.Height); dy++)
                {
                    result.Values[i] = Math.Max(result.Values[i], map[dx, dy, c]);
                }
            }
        }

        return result;
    }

    private static Map Empty(int width, int height, int channels) => new(width, height, channels, new double[width * height * channels]);
}
