using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.ProGan;

/// <summary>What tells the progressive GANs apart: widths, normalisations, first weights, the last block of the discriminator.</summary>
internal sealed record ProGanDesign
{
    private const double Slope = 0.2;
    private const int Kernel = 3;

    /// <summary>Pixels a side of the first level.</summary>
    internal const int BaseSize = 4;

    /// <summary>Images of which the paper's discriminator hears how much they differ.</summary>
    internal const int PaperGroup = 4;

    /// <summary>Channels of the generator after a level.</summary>
    internal required Func<int, int> GeneratorWidth { get; init; }

    /// <summary>Channels of the discriminator before a level: what its images become there.</summary>
    internal required Func<int, int> DiscriminatorWidth { get; init; }

    /// <summary>Channels of the discriminator's last convolutions.</summary>
    internal required int HeadWidth { get; init; }

    /// <summary>How the generator normalises.</summary>
    internal required GeneratorNorm GeneratorNorm { get; init; }

    /// <summary>Whether the discriminator normalises by batch.</summary>
    internal bool DiscriminatorBatchNorm { get; init; }

    /// <summary>Images of a group whose variety the discriminator sees, 0 for all of a batch; null where it sees none.</summary>
    internal int? StdevGroup { get; init; }

    /// <summary>Whether images are blurred after they are enlarged and before they are made smaller, as <see cref="Blur2d"/> does.</summary>
    internal bool Blurs { get; init; }

    /// <summary>First weights of kernels; null for the equalized learning rate.</summary>
    internal Initializer? Weights { get; init; }

    private bool IsPaper => Weights is null;

    /// <summary>The paper's: levels above 32x32 have half the width of the one below.</summary>
    internal static ProGanDesign OfPaper(GanSettings settings) => new()
    {
        GeneratorWidth = level => WidthOf(settings.GeneratorWidth, level),
        DiscriminatorWidth = level => WidthOf(settings.DiscriminatorWidth, level),
        HeadWidth = settings.DiscriminatorWidth,
        GeneratorNorm = GeneratorNorm.PixelAfterActivation,
        StdevGroup = PaperGroup,
    };

    /// <summary>From latents [N, latent size] to features [N, C, 4, 4].</summary>
    internal Sequential FirstBlock(int latentSize)
    {
        var width = GeneratorWidth(0);
        var features = width * BaseSize * BaseSize;
        var block = new Sequential();
        if (GeneratorNorm == GeneratorNorm.PixelAfterActivation)
        {
            block.Add("latent", new PixelNorm());
            var project = new EqualizedLinear(latentSize, features, EqualizedRate.RectifierGain / 4, shared: BaseSize * BaseSize);
            block.Add("project", project, new Reshape(width, BaseSize, BaseSize), new LeakyRelu(Slope), new PixelNorm());
        }
        else
        {
            block.Add("project", KerasLayers.Dense(latentSize, features, Weights), new Reshape(width, BaseSize, BaseSize));
            block.Add("conv1", Generated(width, width));
        }

        block.Add("conv2", Generated(width, width));
        return block;
    }

    /// <summary>The convolutions of a generator's level above the first, after its images are enlarged.</summary>
    internal Sequential GeneratorBlock(int level)
    {
        var block = new Sequential();
        if (Blurs)
        {
            block.Add("blur", new Blur2d());
        }

        block.Add("conv1", Generated(GeneratorWidth(level - 1), GeneratorWidth(level)));
        block.Add("conv2", Generated(GeneratorWidth(level), GeneratorWidth(level)));
        return block;
    }

    /// <summary>Features of a level to an image.</summary>
    internal Module<Tensor, Tensor> ToImage(int level, int channels) => Conv(GeneratorWidth(level), channels, 1, gain: 1);

    /// <summary>An image to the features that a level of the discriminator starts from.</summary>
    internal Sequential FromImage(int level, int channels) => new()
    {
        { "conv", Conv(channels, DiscriminatorWidth(level), 1), new LeakyRelu(Slope) },
    };

    /// <summary>A discriminator's level above the first: half the size comes out.</summary>
    internal Sequential DiscriminatorBlock(int level) => Blurs
        ? new()
        {
            { "conv1", Judged(DiscriminatorWidth(level), DiscriminatorWidth(level), Kernel) },
            { "blur", new Blur2d() },
            { "conv2", new EqualizedDownConv2d(DiscriminatorWidth(level), DiscriminatorWidth(level - 1)), new LeakyRelu(Slope) },
        }
        : new()
        {
            { "conv1", Judged(DiscriminatorWidth(level), DiscriminatorWidth(level), Kernel) },
            { "conv2", Judged(DiscriminatorWidth(level), DiscriminatorWidth(level - 1), Kernel) },
            { "half", AvgPool2d(2) },
        };

    /// <summary>From features [N, C, 4, 4] to scores [N, 1].</summary>
    internal Sequential Head()
    {
        var width = DiscriminatorWidth(0);
        var features = HeadWidth * BaseSize * BaseSize;
        var head = new Sequential();
        if (StdevGroup is { } group)
        {
            head.Add("stdev", new MinibatchStdev(group));
            width++;
        }

        head.Add("conv1", Judged(width, HeadWidth, Kernel));
        if (IsPaper)
        {
            head.Add("dense", Flatten(), new EqualizedLinear(features, HeadWidth), new LeakyRelu(Slope));
            head.Add("score", new EqualizedLinear(HeadWidth, 1, gain: 1));
        }
        else
        {
            head.Add("conv2", Judged(HeadWidth, HeadWidth, BaseSize));
            head.Add("score", Flatten(), KerasLayers.Dense(features, 1));
        }

        return head;
    }

    private Module<Tensor, Tensor>[] Generated(int inputs, int outputs) => GeneratorNorm switch
    {
        GeneratorNorm.PixelBeforeActivation => [Conv(inputs, outputs, Kernel), new PixelNorm(), new LeakyRelu(Slope)],
        GeneratorNorm.PixelAfterActivation => [Conv(inputs, outputs, Kernel), new LeakyRelu(Slope), new PixelNorm()],
        _ => [Conv(inputs, outputs, Kernel), new BatchNorm(outputs), new LeakyRelu(Slope)],
    };

    private Module<Tensor, Tensor>[] Judged(int inputs, int outputs, int kernel) => DiscriminatorBatchNorm
        ? [Conv(inputs, outputs, kernel), new BatchNorm(outputs), new LeakyRelu(Slope)]
        : [Conv(inputs, outputs, kernel), new LeakyRelu(Slope)];

    private Module<Tensor, Tensor> Conv(int inputs, int outputs, int kernel, double? gain = null) =>
        Weights is null ? new EqualizedConv2d(inputs, outputs, kernel, gain) : new SameConv2d(inputs, outputs, kernel, weights: Weights);

    private static int WidthOf(int width, int level) => Math.Max(1, Math.Min(width, 8 * width >> level));
}
