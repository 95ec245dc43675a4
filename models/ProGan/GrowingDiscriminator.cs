using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.ProGan;

/// <summary>A discriminator or critic that grows: images [N, C, S, S] of the size of its present level to scores [N, 1]. Labels are ignored.</summary>
/// <remarks>
/// Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196). While a level fades in, what it makes of images is mixed with what the level below
/// makes of them at half their size.
/// </remarks>
internal sealed class GrowingDiscriminator : Discriminator, IGrowing
{
    private readonly Sequential[] images;
    private readonly Sequential[] blocks;
    private readonly Sequential head;
    private readonly Module<Tensor, Tensor> half = AvgPool2d(2);
    private readonly WeightedSum mix = new();
    private readonly GrowthState state;

    /// <summary>Makes all levels with first weights.</summary>
    /// <param name="design">Its layers.</param>
    /// <param name="channels">Channels of images.</param>
    /// <param name="levels">Levels, 1 or more; the first is of 4x4.</param>
    internal GrowingDiscriminator(ProGanDesign design, int channels, int levels)
        : base(nameof(GrowingDiscriminator))
    {
        images = [.. Enumerable.Range(0, levels).Select(level => design.FromImage(level, channels))];
        blocks = [.. Enumerable.Range(1, levels - 1).Select(design.DiscriminatorBlock)];
        head = design.Head();
        for (var level = 0; level < levels; level++)
        {
            register_module($"image{Growth.SizeOf(level)}", images[level]);
            register_module($"level{Growth.SizeOf(level)}", level == 0 ? head : blocks[level - 1]);
        }

        register_module("half", half);
        register_module("mix", mix);
        state = new GrowthState(this);
        state.Register(levels - 1);
    }

    /// <inheritdoc/>
    public Growth Growth
    {
        get => state.Read();
        set => state.Write(value, Used(value));
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor input, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var growth = Growth;
        var x = images[growth.Level].call(input);
        for (var level = growth.Level; level > 0; level--)
        {
            x = blocks[level - 1].call(x);                                                // [N, C, 2 << level, 2 << level]
            if (growth.Fades && level == growth.Level)
            {
                mix.Alpha = growth.Alpha;
                x = mix.call(images[level - 1].call(half.call(input)), x);
            }
        }

        return new DiscriminatorOutput(head.call(x).MoveToOuterDisposeScope());
    }

    /// <summary>The parts that a level uses.</summary>
    internal IEnumerable<Module> Used(Growth growth) =>
        [head, .. blocks[..growth.Level], images[growth.Level], .. growth.Fades ? [images[growth.Level - 1]] : Array.Empty<Module>()];
}
