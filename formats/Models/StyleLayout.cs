using System.Numerics;

namespace Gans.Formats;

/// <summary>What the layers of a style-based generator are told by, and which of them set what.</summary>
/// <remarks>Karras et al., A Style-Based Generator Architecture, 2018 (arXiv:1812.04948), section 3.1.</remarks>
/// <param name="Size">Numbers in the style of one layer; 0 for a generator without styles.</param>
/// <param name="Coarse">First layers: pose, shape of the face.</param>
/// <param name="Middle">Layers after them: features, expression.</param>
/// <param name="Fine">Last layers: colours, fine detail.</param>
public sealed record StyleLayout(int Size, int Coarse, int Middle, int Fine)
{
    /// <summary>Most layers of the coarse and of the middle group: those of 4x4 and 8x8, of 16x16 and 32x32.</summary>
    private const int MostOfGroup = 4;

    /// <summary>Layers that have a style of their own.</summary>
    public int Layers => Coarse + Middle + Fine;

    /// <summary>The groups of a network that starts at 4x4 and has two layers a size: the paper's from 64x64 on, thirds below it.</summary>
    /// <param name="size">Numbers in the style of one layer.</param>
    /// <param name="imageSize">Pixels a side of its images: 4, 8, 16 ...</param>
    public static StyleLayout Of(int size, int imageSize)
    {
        var levels = BitOperations.Log2((uint)imageSize) - 1;
        var coarse = Math.Min(MostOfGroup, 2 * Math.Max(1, levels / 2));
        var middle = Math.Min(MostOfGroup, 2 * ((levels - 1) / 2));
        return new StyleLayout(size, coarse, middle, (2 * levels) - coarse - middle);
    }

    /// <summary>The layers of a group, counted from 0.</summary>
    /// <param name="group">Which.</param>
    public Range LayersOf(StyleGroup group) => group switch
    {
        StyleGroup.Coarse => ..Coarse,
        StyleGroup.Middle => Coarse..(Coarse + Middle),
        _ => (Coarse + Middle)..Layers,
    };
}
