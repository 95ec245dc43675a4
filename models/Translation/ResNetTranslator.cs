using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Translation;

/// <summary>A generator that halves its source twice, changes it in residual blocks and doubles it again.</summary>
/// <remarks>
/// Johnson et al., Perceptual Losses for Real-Time Style Transfer and Super-Resolution, 2016 (arXiv:1603.08155), as Zhu et al., 2017 (arXiv:1703.10593), and
/// chapter 25 of Brownlee have it. In the latter there is a normalisation before the last activation too. Any height and width divisible by 4 is taken.
/// </remarks>
internal sealed class ResNetTranslator : ImageTranslator
{
    private const int Border = 7;   // kernel of the first and the last convolution
    private const int Inner = 3;

    private readonly Sequential body;

    /// <summary>Creates the generator: c7s1-64, d128, d256, R256 x blocks, u128, u64, c7s1-3, in the paper's words.</summary>
    /// <param name="channels">Of the images.</param>
    /// <param name="width">Channels of the first convolution; 64 in the source.</param>
    /// <param name="blocks">Residual blocks; 9 for 256 pixels a side, 6 for 128.</param>
    /// <param name="residual">How they join.</param>
    /// <param name="reflects">Whether images are mirrored at their edges, as in the paper, where the source adds zeros.</param>
    /// <param name="hasPlainOutput">Whether nothing is normalised before the last activation.</param>
    internal ResNetTranslator(int channels, int width, int blocks, ResidualKind residual, bool reflects, bool hasPlainOutput)
        : base(nameof(ResNetTranslator))
    {
        var inner = 4 * width;
        body = new Sequential
        {
            { "first", [.. Convolution(channels, width, Border, reflects), new KerasInstanceNorm(width), ReLU()] },     // [N, 64, 256, 256]
            { "half", Halving(width, 2 * width), new KerasInstanceNorm(2 * width), ReLU() },                            // [N, 128, 128, 128]
            { "quarter", Halving(2 * width, inner), new KerasInstanceNorm(inner), ReLU() },                             // [N, 256, 64, 64]
        };
        var inputs = inner;
        for (var block = 1; block <= blocks; block++)
        {
            body.Add($"r{block}", new ResidualBlock(Block(inputs, inner, reflects), residual));                         // [N, 2560, 64, 64] after nine
            inputs = residual == ResidualKind.Addition ? inner : inputs + inner;
        }

        body.Add("twice", Doubling(inputs, 2 * width), new KerasInstanceNorm(2 * width), ReLU());                       // [N, 128, 128, 128]
        body.Add("whole", Doubling(2 * width, width), new KerasInstanceNorm(width), ReLU());                            // [N, 64, 256, 256]
        Module<Tensor, Tensor>[] norm = hasPlainOutput ? [] : [new KerasInstanceNorm(channels)];
        body.Add("image", [.. Convolution(width, channels, Border, reflects), .. norm, Tanh()]);
        register_module("body", body);
    }

    /// <inheritdoc/>
    public override Tensor forward(TranslatorInput input) => body.call(input.Source);

    private static Sequential Block(int inputs, int outputs, bool reflects) => new()
    {
        { "a", [.. Convolution(inputs, outputs, Inner, reflects), new KerasInstanceNorm(outputs), ReLU()] },
        { "b", [.. Convolution(outputs, outputs, Inner, reflects), new KerasInstanceNorm(outputs)] },
    };

    private static IEnumerable<Module<Tensor, Tensor>> Convolution(int inputs, int outputs, int kernel, bool reflects) => reflects
        ? [ReflectionPad2d(kernel / 2), new ValidConv2d(inputs, outputs, kernel, weights: TranslationWeights.First)]
        : [new SameConv2d(inputs, outputs, kernel, weights: TranslationWeights.First)];

    private static SameConv2d Halving(int inputs, int outputs) => new(inputs, outputs, Inner, stride: 2, TranslationWeights.First);

    private static SameConvTranspose2d Doubling(int inputs, int outputs) => new(inputs, outputs, Inner, stride: 2, TranslationWeights.First);
}
