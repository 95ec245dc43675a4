namespace Gans.Models;

/// <summary>What a control code holds: one category as a one-hot vector, then numbers on [-1, 1].</summary>
/// <remarks>Spec 04, S3; Chen et al., InfoGAN, 2016 (arXiv:1606.03657), section 7.</remarks>
/// <param name="Categories">Values of the category, uniform; 0 for none.</param>
/// <param name="Continuous">Number of uniform numbers.</param>
/// <param name="Gaussian">Whether each number is found as a mean and a log deviation, and not as a point.</param>
public readonly record struct CodeLayout(int Categories, int Continuous, bool Gaussian)
{
    /// <summary>Length of a code.</summary>
    public int Size => Categories + Continuous;

    /// <summary>Number of outputs that say what is thought of a code.</summary>
    public int OutputSize => Categories + (Gaussian ? 2 * Continuous : Continuous);
}
