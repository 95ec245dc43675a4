namespace Gans.Inference;

/// <summary>Seeded masks of dropout: the mask of image i of seed s is a pure function of (s, i), whatever was drawn before.</summary>
/// <remarks>
/// Values 128b to 128b + 127 of mask m of image i come from one block of Philox4x32-10: key = the seed's low and high 32 bits, counter = (b, 2^31 + m, i's low
/// 32 bits, i's high 32 bits), giving words w0 to w3; value 32w + k is 2 where bit k of word w is set, else 0.
/// </remarks>
/// <param name="seed">Any number; each gives masks of its own.</param>
internal sealed class NoiseSource(long seed)
{
    private const uint FirstStream = 1u << 31;
    private const int BitsPerWord = 32;
    private const int BitsPerBlock = BitsPerWord * Philox.WordsPerBlock;

    /// <summary>Writes a mask.</summary>
    /// <param name="index">Which image, 0 or more.</param>
    /// <param name="mask">Which of the network's masks, from 0.</param>
    /// <param name="values">Receives it.</param>
    internal void Fill(long index, int mask, Span<float> values)
    {
        for (var block = 0u; !values.IsEmpty; block++)
        {
            var (w0, w1, w2, w3) = Philox.At(seed, index, FirstStream + (uint)mask, block);
            ReadOnlySpan<uint> words = [w0, w1, w2, w3];
            var count = Math.Min(BitsPerBlock, values.Length);
            for (var i = 0; i < count; i++)
            {
                values[i] = ((words[i / BitsPerWord] >> (i % BitsPerWord)) & 1) * 2;
            }

            values = values[count..];
        }
    }
}
