namespace Gans.Onnx;

/// <summary>Arithmetic of sizes that may follow the batch.</summary>
internal static class Sizes
{
    /// <summary>The sum.</summary>
    public static Dimension Plus(this Dimension left, Dimension right) => new(left.Constant + right.Constant, left.PerBatch + right.PerBatch);

    /// <summary>The difference.</summary>
    public static Dimension Minus(this Dimension left, Dimension right) => new(left.Constant - right.Constant, left.PerBatch - right.PerBatch);

    /// <summary>A multiple.</summary>
    public static Dimension Times(this Dimension size, long factor) => new(size.Constant * factor, size.PerBatch * factor);

    /// <summary>The quotient; null where it is no whole number for every batch size.</summary>
    public static Dimension? DividedBy(this Dimension size, Dimension divisor)
    {
        if (divisor.IsConstant)
        {
            return divisor.Constant != 0 && size.Constant % divisor.Constant == 0 && size.PerBatch % divisor.Constant == 0
                ? new Dimension(size.Constant / divisor.Constant, size.PerBatch / divisor.Constant)
                : null;
        }

        if (size.PerBatch % divisor.PerBatch != 0)
        {
            return null;
        }

        var times = size.PerBatch / divisor.PerBatch;
        return divisor.Times(times) == size ? new Dimension(times) : null;
    }

    /// <summary>The number of elements of a shape whose sizes are all fixed.</summary>
    public static long Count(this IEnumerable<Dimension> shape) => shape.Aggregate(1L, static (product, size) => checked(product * size.Constant));

    /// <summary>The sizes in brackets.</summary>
    public static string Text(this IEnumerable<Dimension> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>The shape of both broadcast against each other; null where they do not fit.</summary>
    public static Dimension[]? Broadcast(IReadOnlyList<Dimension> left, IReadOnlyList<Dimension> right)
    {
        var result = new Dimension[Math.Max(left.Count, right.Count)];
        for (var back = 1; back <= result.Length; back++)
        {
            var mine = back <= left.Count ? left[^back] : 1;
            var other = back <= right.Count ? right[^back] : 1;
            if (mine != other && mine != 1 && other != 1)
            {
                return null;
            }

            result[^back] = mine == 1 ? other : mine;
        }

        return result;
    }
}
