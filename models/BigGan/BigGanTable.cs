using System.Collections.Immutable;

namespace Gans.Models.BigGan;

/// <summary>Widths of BigGAN's blocks at one size of images, in multiples of the base width.</summary>
/// <remarks>
/// Brock et al., Large Scale GAN Training for High Fidelity Natural Image Synthesis, 2018 (arXiv:1809.11096), appendix B, and its authors' code.
/// </remarks>
internal sealed class BigGanTable
{
    private static readonly ImmutableArray<BigGanTable> All =
    [
        new(32, generator: [4, 4, 4, 4], discriminator: [4, 4, 4, 4], halvings: 2, attention: 0),
        new(64, generator: [16, 16, 8, 4, 2], discriminator: [1, 2, 4, 8, 16], halvings: 4, attention: 32),
        new(128, generator: [16, 16, 8, 4, 2, 1], discriminator: [1, 2, 4, 8, 16, 16], halvings: 5, attention: 64),
        new(256, generator: [16, 16, 8, 8, 4, 2, 1], discriminator: [1, 2, 4, 8, 8, 16, 16], halvings: 6, attention: 64),
        new(512, generator: [16, 16, 8, 8, 4, 2, 1, 1], discriminator: [1, 1, 2, 4, 8, 8, 16, 16], halvings: 7, attention: 64),
    ];

    private BigGanTable(int size, ImmutableArray<int> generator, ImmutableArray<int> discriminator, int halvings, int attention) =>
        (Size, Generator, Discriminator, Halvings, Attention) = (size, generator, discriminator, halvings, attention);

    /// <summary>Height and width of the images.</summary>
    internal int Size { get; }

    /// <summary>The generator's first maps, of 4x4, then what comes out of each resolution, which doubles the size.</summary>
    internal ImmutableArray<int> Generator { get; }

    /// <summary>What comes out of each of the discriminator's blocks.</summary>
    internal ImmutableArray<int> Discriminator { get; }

    /// <summary>How many of the discriminator's blocks, from the first on, halve the size.</summary>
    internal int Halvings { get; }

    /// <summary>The size of the maps that attention looks at, in both networks; 0 for none.</summary>
    internal int Attention { get; }

    /// <summary>The table of a size; null where there is none.</summary>
    internal static BigGanTable? Find(int size) => All.FirstOrDefault(table => table.Size == size);
}
