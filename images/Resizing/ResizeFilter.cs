namespace Gans.Formats;

/// <summary>How pixels between pixels are found. Names differ between libraries, so each member says exactly what it computes.</summary>
/// <remarks>
/// Target pixel i has its centre at (i + 1/2) * source / target in the source, where pixel k has its centre at k + 1/2. Each kernel is a
/// function of that distance; its weights over the pixels inside the image are scaled to a sum of 1, along the height and the width apart.
/// Where a size shrinks, an antialiased kernel is stretched by source / target. These are Pillow's rules, without Pillow's rounding between the two axes.
/// </remarks>
public enum ResizeFilter
{
    /// <summary>The source pixel in which the target's centre lies: floor((i + 1/2) * source / target). Never antialiased.</summary>
    Nearest,

    /// <summary>The triangle 1 - |x| on |x| &lt; 1.</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = -1/2 on |x| &lt; 2 (Catmull-Rom); overshoots at edges, so bytes are clamped.</summary>
    Bicubic,

    /// <summary>sinc(x) sinc(x / 3) on |x| &lt; 3; overshoots at edges, so bytes are clamped.</summary>
    Lanczos,
}
