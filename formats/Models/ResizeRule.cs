namespace Gans.Formats;

/// <summary>How an image reaches the size that an extractor needs. Scores of unlike rules do not compare.</summary>
/// <remarks>
/// Computed by <c>Resampler</c> of Gans.Images with half-pixel centres, without rounding to bytes, the same on every machine; <c>docs/metrics.md</c> has the
/// mathematics. An image that has the size already is left as it is by each of them.
/// </remarks>
public enum ResizeRule
{
    /// <summary>Source pixel floor((i + 1/2) * source / target); a tie takes the later one. What scikit-image does with order 0.</summary>
    Nearest,

    /// <summary>The triangle over the two neighbours along each axis, never stretched: pytorch-fid's rule.</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = -1/2, stretched where the image shrinks so that nothing aliases, then clamped to 0..255: clean-fid's rule.</summary>
    /// <remarks>On Aliased Resizing and Surprising Subtleties in GAN Evaluation, 2022 (arXiv:2104.11222).</remarks>
    Clean,
}
