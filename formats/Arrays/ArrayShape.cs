namespace Gans.Formats;

/// <summary>Sizes along the axes of an array, as files claim them: to be checked before anything is allocated.</summary>
internal static class ArrayShape
{
    /// <summary>The most axes that NumPy 1 allows, and more than anything here has.</summary>
    internal const int MaximumRank = 32;

    /// <summary>The number of bytes of an array; null where it does not fit into 63 bits or a size is negative.</summary>
    internal static long? ByteCount(ReadOnlySpan<long> shape, int elementSize)
    {
        if (shape.ContainsAnyExceptInRange(0, long.MaxValue))
        {
            return null;
        }

        if (shape.Contains(0))
        {
            return 0;   // whatever the other sizes are
        }

        Int128 bytes = elementSize;
        foreach (var size in shape)
        {
            bytes *= size;   // both below 2^63, so this cannot overflow
            if (bytes > long.MaxValue)
            {
                return null;
            }
        }

        return (long)bytes;
    }

    /// <summary>As people write it: <c>[2, 3]</c>.</summary>
    internal static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
