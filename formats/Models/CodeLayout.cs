namespace Gans.Formats;

/// <summary>What a control code holds: one of some categories as a one-hot vector, then numbers, -1 to 1 in training.</summary>
/// <remarks>InfoGAN, 2016 (arXiv:1606.03657), section 7.1.</remarks>
/// <param name="Categories">Values of the category, 0 for none.</param>
/// <param name="Continuous">Numbers after it, 0 or more.</param>
public sealed record CodeLayout(int Categories, int Continuous)
{
    /// <summary>Values in one code; 0 for a generator without codes.</summary>
    public int Size => Categories + Continuous;

    /// <summary>Sets the category of a code and leaves its numbers as they are.</summary>
    /// <param name="code">[<see cref="Size"/>].</param>
    /// <param name="category">0 to <see cref="Categories"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public void SetCategory(Span<float> code, int category)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(category);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(category, Categories);
        code[..Categories].Clear();
        code[category] = 1;
    }

    /// <summary>The category of a code: the place of its one.</summary>
    /// <param name="code">[<see cref="Size"/>].</param>
    /// <returns>0 to <see cref="Categories"/> - 1.</returns>
    public int CategoryOf(ReadOnlySpan<float> code) => code[..Categories].IndexOf(1);

    /// <summary>Sets one number of a code and leaves the rest as it is.</summary>
    /// <param name="code">[<see cref="Size"/>].</param>
    /// <param name="number">Which one, 0 to <see cref="Continuous"/> - 1.</param>
    /// <param name="value">Its value: -1 to 1 in training, but beyond that, to about 2, the effect is plainer.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    public void SetContinuous(Span<float> code, int number, float value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Continuous);
        code[Categories + number] = value;
    }
}
