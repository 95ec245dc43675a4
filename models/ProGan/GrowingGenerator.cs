using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.ProGan;

/// <summary>A generator that grows: latents [N, latent size] to images [N, C, S, S] of the size of its present level, unbounded.</summary>
/// <remarks>
/// Karras et al., Progressive Growing of GANs, 2017 (arXiv:1710.10196). While a level fades in, its image is mixed with that of the level below, enlarged by
/// repeating pixels.
/// </remarks>
internal sealed class GrowingGenerator : Generator, IGrowing
{
    private readonly Sequential[] blocks;
    private readonly Module<Tensor, Tensor>[] images;
    private readonly UpSampling2d twice = new();
    private readonly WeightedSum mix = new();
    private readonly GrowthState state;

    /// <summary>Makes all levels with first weights.</summary>
    /// <param name="design">Its layers.</param>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="channels">Channels of images.</param>
    /// <param name="levels">Levels, 1 or more; the first is of 4x4.</param>
    internal GrowingGenerator(ProGanDesign design, int latentSize, int channels, int levels)
        : base(nameof(GrowingGenerator), latentSize)
    {
        blocks = [.. Enumerable.Range(0, levels).Select(level => level == 0 ? design.FirstBlock(latentSize) : design.GeneratorBlock(level))];
        images = [.. Enumerable.Range(0, levels).Select(level => design.ToImage(level, channels))];
        for (var level = 0; level < levels; level++)
        {
            register_module($"level{Growth.SizeOf(level)}", blocks[level]);
            register_module($"image{Growth.SizeOf(level)}", images[level]);
        }

        register_module("twice", twice);
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
    public override Tensor forward(GeneratorInput input)
    {
        using var scope = NewDisposeScope();
        var growth = Growth;
        var x = blocks[0].call(input.Latent);                                             // [N, C, 4, 4]
        var enlarged = x;
        for (var level = 1; level <= growth.Level; level++)
        {
            enlarged = twice.call(x);
            x = blocks[level].call(enlarged);                                             // [N, C', 4 << level, 4 << level]
        }

        var image = images[growth.Level].call(x);
        if (growth.Fades)
        {
            mix.Alpha = growth.Alpha;
            image = mix.call(images[growth.Level - 1].call(enlarged), image);
        }

        return image.MoveToOuterDisposeScope();
    }

    /// <summary>The parts that a level uses.</summary>
    internal IEnumerable<Module> Used(Growth growth) =>
        [.. blocks[..(growth.Level + 1)], images[growth.Level], .. growth.Fades ? [images[growth.Level - 1]] : Array.Empty<Module>()];
}
