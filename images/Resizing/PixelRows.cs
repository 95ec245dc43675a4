using System.Numerics;
using System.Runtime.InteropServices;

namespace Gans.Formats;

/// <summary>Sums of weighted rows of pixels, which resizing is made of.</summary>
public static class PixelRows
{
    /// <summary>sum += weight * row.</summary>
    /// <param name="row">Values of a row.</param>
    /// <param name="weight">What each counts.</param>
    /// <param name="sum">As long as the row.</param>
    public static void AddScaled(ReadOnlySpan<float> row, float weight, Span<float> sum)
    {
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(sum[i..]) + (new Vector<float>(row[i..]) * weight)).CopyTo(sum[i..]);
        }

        for (; i < row.Length; i++)
        {
            sum[i] += row[i] * weight;
        }
    }

    /// <summary>sum += weight * row.</summary>
    /// <param name="row">Bytes of a row.</param>
    /// <param name="weight">What each counts.</param>
    /// <param name="sum">As long as the row.</param>
    public static void AddScaled(ReadOnlySpan<byte> row, float weight, Span<float> sum)
    {
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            var sums = MemoryMarshal.Cast<float, Vector<float>>(sum.Slice(i, 4 * lanes));
            sums[0] += Vector.ConvertToSingle(first) * weight;
            sums[1] += Vector.ConvertToSingle(second) * weight;
            sums[2] += Vector.ConvertToSingle(third) * weight;
            sums[3] += Vector.ConvertToSingle(fourth) * weight;
        }

        for (; i < row.Length; i++)
        {
            sum[i] += row[i] * weight;
        }
    }
}
