using System.Globalization;

namespace Gans.Onnx;

/// <summary>A size of the graph, which may follow the batch size N: <c>Constant + PerBatch * N</c>.</summary>
/// <param name="Constant">The part that stays.</param>
/// <param name="PerBatch">What one more example adds.</param>
public readonly record struct Dimension(long Constant, long PerBatch = 0)
{
    /// <summary>The batch size itself.</summary>
    public static Dimension Batch { get; } = new(0, 1);

    /// <summary>Whether it is the same for every batch size.</summary>
    public bool IsConstant => PerBatch == 0;

    /// <summary>A size that is the same for every batch size.</summary>
    /// <param name="constant">The size.</param>
    public static implicit operator Dimension(long constant) => FromInt64(constant);

    /// <inheritdoc cref="op_Implicit"/>
    public static Dimension FromInt64(long constant) => new(constant);

    /// <summary><c>28</c>, <c>N</c>, <c>4*N</c> or <c>4*N+1</c>.</summary>
    public override string ToString()
    {
        var slope = PerBatch == 1 ? "N" : string.Create(CultureInfo.InvariantCulture, $"{PerBatch}*N");
        return (Constant, PerBatch) switch
        {
            (_, 0) => Constant.ToString(CultureInfo.InvariantCulture),
            (0, _) => slope,
            _ => string.Create(CultureInfo.InvariantCulture, $"{slope}{Constant:+0;-0}"),
        };
    }

    /// <summary>The line through two observations; null where none with an integer slope passes through them.</summary>
    internal static Dimension? Fit(long first, long firstBatch, long second, long secondBatch)
    {
        var (slope, rest) = Math.DivRem(second - first, secondBatch - firstBatch);
        return rest == 0 ? new Dimension(first - (slope * firstBatch), slope) : null;
    }

    /// <summary>The product, which is a line only where all factors but one are constant.</summary>
    internal static Dimension? Product(IEnumerable<Dimension> factors)
    {
        Dimension product = 1;
        foreach (var factor in factors)
        {
            if (!product.IsConstant && !factor.IsConstant)
            {
                return null;
            }

            product = new Dimension(product.Constant * factor.Constant, (product.Constant * factor.PerBatch) + (product.PerBatch * factor.Constant));
        }

        return product;
    }

    /// <summary>What <see cref="ToString"/> wrote; null for any other text.</summary>
    internal static Dimension? Parse(string text)
    {
        var at = text.IndexOf('N', StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var slope = at == 0 ? 1 : text[at - 1] == '*' && long.TryParse(text.AsSpan(0, at - 1), CultureInfo.InvariantCulture, out var times) ? times : 0;
        var rest = at + 1 == text.Length ? 0 : long.TryParse(text.AsSpan(at + 1), CultureInfo.InvariantCulture, out var constant) ? constant : long.MinValue;
        return slope == 0 || rest == long.MinValue ? null : new Dimension(rest, slope);
    }
}
