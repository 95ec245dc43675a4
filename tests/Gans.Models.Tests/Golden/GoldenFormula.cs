using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gans.Inference;

namespace Gans.Models.Tests.Golden;

/// <summary>Numbers that follow from a name and a position alone, so that every version of the networks can be filled with the same ones.</summary>
/// <remarks>
/// Philox4x32-10, its key the first 64 bits of the name's SHA-256, its counter the position: no generator of a library, whose draws might change, is used.
/// </remarks>
internal static class GoldenFormula
{
    /// <summary>What counters hold: batch normalisation that has seen a few batches.</summary>
    private const float Counter = 3;

    /// <summary>An array of numbers uniform on [-scale, scale).</summary>
    internal static GoldenArray Array(string name, IReadOnlyList<long> shape, double scale = 1) => new(Uniform(name, Count(shape), centre: 0, scale), shape);

    /// <summary>Values of a part of a network under which activations stay near 1 from layer to layer.</summary>
    internal static float[] State(StateEntry entry)
    {
        var count = Count(entry.Shape);
        return entry.Kind switch
        {
            "weight" => Uniform(entry.Name, count, 0, KernelLimit(entry.Shape)),
            "bias" or "beta" or "running_mean" => Uniform(entry.Name, count, 0, 0.1),
            "gamma" or "running_variance" => Uniform(entry.Name, count, 1, 0.25),
            "alpha" => Uniform(entry.Name, count, 0.25, 0.1),
            "updates" => [.. Enumerable.Repeat(Counter, (int)count)],
            _ => throw new InvalidOperationException($"Filling {entry.Name}: found the kind '{entry.Kind}', which has no formula. Add one to {nameof(GoldenFormula)}."),
        };
    }

    /// <summary>Positions of an array that a golden file holds: one at random in each of equal parts of it, or all where they are few.</summary>
    internal static int[] Positions(string name, int count, int wanted)
    {
        if (count <= wanted)
        {
            return [.. Enumerable.Range(0, count)];
        }

        var shares = Uniform($"{name} positions", wanted, centre: 0.5, scale: 0.5);
        return [.. shares.Select((share, i) => Math.Min(count - 1, (int)((i + (double)share) * count / wanted)))];
    }

    /// <summary>Half the width of the law of a kernel: twice the variance of Glorot's, as rectifiers lose half of it; even in both directions, so that transposed kernels need no case.</summary>
    private static double KernelLimit(IReadOnlyList<long> shape)
    {
        var area = Count([.. shape.Skip(2)]);
        return Math.Sqrt(12.0 / ((shape[0] + shape[1]) * area));
    }

    private static float[] Uniform(string name, long count, double centre, double scale)
    {
        var key = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
        {
            var block = Philox.At(key, i / Philox.WordsPerBlock, stream: 0, block: 0);
            var word = (i % Philox.WordsPerBlock) switch { 0 => block.X0, 1 => block.X1, 2 => block.X2, _ => block.X3 };
            values[i] = (float)(centre + (scale * Philox.ToUniform(word)));
        }

        return values;
    }

    private static long Count(IReadOnlyList<long> shape) => shape.Aggregate(1L, (product, size) => product * size);
}
