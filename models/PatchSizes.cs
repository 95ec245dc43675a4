using System.Collections.Immutable;

namespace Gans.Models;

/// <summary>Sizes of the patches that a discriminator of patches can judge.</summary>
/// <remarks>
/// n convolutions of stride 2 and two of stride 1, all 4x4, see 16, 34, 70, 142 or 286 pixels a side for n from 1 to 5; convolutions of one pixel see one.
/// Isola et al., 2016 (arXiv:1611.07004), section 4.4, has 1, 16, 70 and 286; chapter 22 of Brownlee builds that of 142.
/// </remarks>
public static class PatchSizes
{
    /// <summary>All of them, by the number of halvings.</summary>
    public static ImmutableArray<int> All { get; } = [1, 16, 34, 70, 142, 286];

    /// <summary>Convolutions of stride 2 that a patch size takes.</summary>
    /// <param name="size">One of <see cref="All"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of them.</exception>
    public static int Halvings(int size) =>
        All.IndexOf(size) is >= 0 and var halvings ? halvings : throw new ArgumentOutOfRangeException(nameof(size), size, "Not a size of patches.");
}
