using Gans.Formats;

namespace Gans.Inference;

/// <summary>
/// Seeded control codes, drawn as in training: each category as likely as another, each number uniform in [-1, 1). As with <see cref="LatentSource"/>, the
/// code at index i of seed s is a pure function of (s, i). Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Blocks b of Philox4x32-10, key and counter as in <see cref="LatentSource"/> but for the counter's second word, 2^32 - 1, give words w0, w1 and on.
/// The category is floor(w0 K / 2^32) of K; number k is (w(1 + k) >> 8) / 2^23 - 1.
/// </remarks>
/// <param name="layout">What a code holds.</param>
/// <param name="seed">Any number; each gives a stream of its own.</param>
public sealed class CodeSource(CodeLayout layout, long seed)
{
    private const uint Stream = uint.MaxValue;

    /// <summary>What a code holds.</summary>
    public CodeLayout Layout => layout;

    /// <summary>The seed.</summary>
    public long Seed => seed;

    /// <summary>Writes consecutive codes, [N, code]. Allocates nothing.</summary>
    /// <param name="firstIndex">Index of the first one, at least 0.</param>
    /// <param name="codes">N times <see cref="CodeLayout.Size"/> values, row-major.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstIndex"/> is negative.</exception>
    /// <exception cref="ArgumentException">The length of <paramref name="codes"/> is no multiple of the code size.</exception>
    public void Fill(long firstIndex, Span<float> codes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        if (layout.Size == 0 ? !codes.IsEmpty : codes.Length % layout.Size != 0)
        {
            throw new ArgumentException(
                $"Drawing codes: the buffer holds {codes.Length} values, needed a multiple of the code size {layout.Size}.", nameof(codes));
        }

        for (var index = firstIndex; !codes.IsEmpty; index++)
        {
            FillOne(index, codes[..layout.Size]);
            codes = codes[layout.Size..];
        }
    }

    private void FillOne(long index, Span<float> code)
    {
        if (layout.Categories > 0)
        {
            layout.SetCategory(code, (int)(((ulong)Word(index, 0) * (uint)layout.Categories) >> 32));
        }

        for (var number = 0; number < layout.Continuous; number++)
        {
            layout.SetContinuous(code, number, Philox.ToUniform(Word(index, 1 + number)));
        }
    }

    private uint Word(long index, int position)
    {
        var block = Philox.At(seed, index, Stream, (uint)position / Philox.WordsPerBlock);
        return (position % Philox.WordsPerBlock) switch { 0 => block.X0, 1 => block.X1, 2 => block.X2, _ => block.X3 };
    }
}
