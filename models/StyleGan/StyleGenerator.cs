using Gans.Models.Layers;
using Gans.Models.ProGan;
using Gans.Onnx;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.StyleGan;

/// <summary>
/// StyleGAN's generator, which grows: a mapping network of latents [N, latent size] to a style for each layer, [N, layers, W], and a synthesis network of
/// styles to images [N, C, S, S] of the size of the present level, unbounded.
/// </summary>
/// <remarks>
/// Karras et al., A Style-Based Generator Architecture for Generative Adversarial Networks, 2018 (arXiv:1812.04948), sections 2 and 3.1, appendix B. In
/// training noise is drawn anew and, in passes that train the network, the running mean of styles moves; all else is the same in inference. While a level
/// fades in, its image is mixed with that of the level below, enlarged by repeating pixels.
/// </remarks>
internal sealed class StyleGenerator : Generator, IGrowing, IStyled
{
    private const double Slope = 0.2;
    private const double MeanDecay = 0.995;
    private const int MappingDepth = 8;

    private readonly int styleSize;
    private readonly Sequential mapping;
    private readonly StyleBlock[] blocks;
    private readonly EqualizedConv2d[] images;
    private readonly UpSampling2d twice = new();
    private readonly WeightedSum mix = new();
    private readonly GrowthState state;

    [ComponentName(Name = "mean_style")]
    private readonly Tensor meanStyle;

    /// <summary>Makes all levels with first weights.</summary>
    /// <param name="settings">Sizes, and which of its parts it has.</param>
    /// <param name="width">Channels of a level.</param>
    /// <param name="channels">Channels of images.</param>
    /// <param name="levels">Levels, 1 or more; the first is of 4x4.</param>
    internal StyleGenerator(GanSettings settings, Func<int, int> width, int channels, int levels)
        : base(nameof(StyleGenerator), settings.LatentSize)
    {
        styleSize = settings.MappingWidth;
        mapping = NewMapping(settings);
        register_module("mapping", mapping);
        HasNoise = settings.StyleStep >= StyleStep.Noise;
        blocks = [.. Enumerable.Range(0, levels).Select(level => new StyleBlock(level, Start(level), width(level), styleSize, HasNoise))];
        images = [.. Enumerable.Range(0, levels).Select(level => new EqualizedConv2d(width(level), channels, 1, gain: 1))];
        for (var level = 0; level < levels; level++)
        {
            register_module($"level{Growth.SizeOf(level)}", blocks[level]);
            register_module($"image{Growth.SizeOf(level)}", images[level]);
        }

        register_module("twice", twice);
        register_module("mix", mix);
        meanStyle = zeros(styleSize).DetachFromDisposeScope();
        register_buffer("mean_style", meanStyle);
        state = new GrowthState(this);
        state.Register(levels - 1);

        Sequential Start(int level) => level switch
        {
            0 when settings.StyleStep >= StyleStep.Constant => new() { { "constant", new LearnedConstant(width(0), ProGanDesign.BaseSize) } },
            0 => new() { { "project", Project(width(0)), new Reshape(width(0), ProGanDesign.BaseSize, ProGanDesign.BaseSize) } },
            _ => new() { { "conv", new EqualizedUpConv2d(width(level - 1), width(level)), new Blur2d() } },
        };

        EqualizedLinear Project(int features)
        {
            const int Pixels = ProGanDesign.BaseSize * ProGanDesign.BaseSize;
            return new EqualizedLinear(styleSize, features * Pixels, EqualizedRate.RectifierGain / 4, shared: Pixels);
        }
    }

    /// <inheritdoc/>
    public Growth Growth
    {
        get => state.Read();
        set => state.Write(value, Used(value));
    }

    /// <inheritdoc/>
    public Module Mapping => mapping;

    /// <inheritdoc/>
    public int StyleSize => styleSize;

    /// <inheritdoc/>
    public int StyleLayers => 2 * (Growth.Level + 1);

    /// <inheritdoc/>
    public bool HasNoise { get; }

    /// <inheritdoc/>
    public Tensor Map(GeneratorInput input)
    {
        using var scope = NewDisposeScope();
        var (count, layers) = (input.Latent.shape[0], StyleLayers);
        var style = mapping.call(input.Latent);                                                                 // [N, W]
        NoteMean(style);
        if (input.Mixing is { } mixing)
        {
            using var order = arange(Held.Number(0), Held.Number(layers), Held.Number(1), ScalarType.Int64, style.device);
            var isOther = order.unsqueeze(0).ge(mixing.From.unsqueeze(1)).unsqueeze(2);                         // [N, layers, 1]
            return where(isOther, mapping.call(mixing.Latent).unsqueeze(1), style.unsqueeze(1)).MoveToOuterDisposeScope();
        }

        if (input.Psi is not { } psi)
        {
            return OfLayers(style, layers).MoveToOuterDisposeScope();
        }

        var near = Ops.Add(Ops.Multiply(Ops.Subtract(style, meanStyle), psi), meanStyle);
        return layers <= IStyled.TruncatedLayers
            ? OfLayers(near, layers).MoveToOuterDisposeScope()
            : Ops.Concat([OfLayers(near, IStyled.TruncatedLayers), OfLayers(style, layers - IStyled.TruncatedLayers)], 1).MoveToOuterDisposeScope();

        Tensor OfLayers(Tensor one, int times) => Ops.Expand(Ops.Unsqueeze(one, 1), count, times, styleSize);
    }

    /// <inheritdoc/>
    public Tensor Synthesize(Tensor styles, Tensor? noise)
    {
        using var scope = NewDisposeScope();
        var growth = Growth;
        var (x, before) = (Ops.Select(styles, 1, 0), (Tensor?)null);
        for (var level = 0; level <= growth.Level; level++)
        {
            (before, x) = (x, blocks[level].call(x, styles, noise));                                            // [N, C, 4 << level, 4 << level]
        }

        var image = images[growth.Level].call(x);
        if (growth.Fades)
        {
            mix.Alpha = growth.Alpha;
            image = mix.call(twice.call(images[growth.Level - 1].call(before!)), image);
        }

        return image.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(GeneratorInput input)
    {
        using var scope = NewDisposeScope();
        return Synthesize(Map(input), input.Noise).MoveToOuterDisposeScope();
    }

    /// <summary>The parts that a level uses.</summary>
    private IEnumerable<Module> Used(Growth growth) =>
        [mapping, .. blocks[..(growth.Level + 1)], images[growth.Level], .. growth.Fades ? [images[growth.Level - 1]] : Array.Empty<Module>()];

    private static Sequential NewMapping(GanSettings settings)
    {
        var (inputs, width) = (settings.LatentSize, settings.MappingWidth);
        var layers = new Sequential { { "latent", new PixelNorm() } };
        for (var i = 1; i <= MappingDepth; i++)
        {
            layers.Add($"dense{i}", new EqualizedLinear(i == 1 ? inputs : width, width, rate: settings.MappingRate), new LeakyRelu(Slope));
        }

        return layers;
    }

    /// <summary>Moves the mean by the styles of a batch, in passes that train the network, as batch normalisation moves its own.</summary>
    private void NoteMean(Tensor style)
    {
        if (training && is_grad_enabled() && mapping.parameters().First().requires_grad)
        {
            using var plain = no_grad();
            meanStyle.lerp_(style.detach().mean([0]), 1 - MeanDecay);
        }
    }
}
