namespace Gans.Inference;

/// <summary>Philox4x32-10: 128 bits of counter and 64 bits of key to 128 random bits, with no state in between.</summary>
/// <remarks>Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3, 2011, section 4.3. Passes BigCrush.</remarks>
internal static class Philox
{
    /// <summary>Random words of one block.</summary>
    internal const int WordsPerBlock = 4;

    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;   // the golden ratio's fraction
    private const uint Weyl1 = 0xBB67AE85;   // sqrt(3) - 1

    /// <summary>
    /// A block of random words that belongs to one index of one seed: key = the seed's low and high 32 bits, counter = (block, stream, the index' low and high
    /// 32 bits).
    /// </summary>
    internal static Block At(long seed, long index, uint stream, uint block) => Scramble(
        new(block, stream, unchecked((uint)index), (uint)((ulong)index >> 32)), unchecked((uint)seed), (uint)((ulong)seed >> 32));

    /// <summary>A word as a number in [-1, 1): 24 bits of it, so that nothing is rounded.</summary>
    internal static float ToUniform(uint word) => (word >> 8) * (1f / (1 << 23)) - 1f;

    /// <summary>Turns one counter into four random words.</summary>
    internal static Block Scramble(Block counter, uint key0, uint key1)
    {
        var (x0, x1, x2, x3) = counter;
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * x0;
            var product1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = ((uint)(product1 >> 32) ^ x1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ x3 ^ key1, (uint)product0);
            key0 = unchecked(key0 + Weyl0);
            key1 = unchecked(key1 + Weyl1);
        }

        return new Block(x0, x1, x2, x3);
    }

    /// <summary>Four words: a counter, least significant first, or what it scrambles to.</summary>
    internal readonly record struct Block(uint X0, uint X1, uint X2, uint X3);
}
