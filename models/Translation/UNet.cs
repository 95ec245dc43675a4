using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Translation;

/// <summary>A generator that halves its source down to a pixel and doubles it again, with bridges over the middle: U-Net.</summary>
/// <remarks>
/// <para>Ronneberger et al., 2015 (arXiv:1505.04597), as Isola et al., 2016 (arXiv:1611.07004), and chapter 22 of Brownlee have it. Of 256 pixels there are
/// eight halvings: e1 to e7, 64 to 512 channels, and the bottleneck b; and eight doublings: d1 to d7 and the image. Half of what d1, d2 and d3 give is dropped.
/// Of 128 pixels e7 and d1 are left out, of 64 pixels e6 and d2 besides, and so on.</para>
/// <para>The rectifier of a doubling stands behind the bridge, so what comes over it is rectified too. Dropout is the noise: in training passes it is alive, in
/// inference it is off unless masks are given.</para>
/// </remarks>
internal sealed class UNet : ImageTranslator
{
    /// <summary>Halvings of the largest networks; a larger image is left with a larger bottleneck.</summary>
    internal const int MostHalvings = 8;

    /// <summary>Halvings of the smallest networks.</summary>
    internal const int LeastHalvings = 3;

    private const double Slope = 0.2;
    private const double DropoutRate = 0.5;
    private const int Kernel = 4;
    private const int LastWithNoise = 3;   // d1 to d3

    private readonly bool hasBridges;
    private readonly List<Sequential> halvings = [];
    private readonly List<Doubling> doublings = [];
    private readonly Sequential image;

    /// <summary>Creates the generator.</summary>
    /// <param name="data">The images; a height and a width of which <see cref="HalvingsOf"/> are at least <see cref="LeastHalvings"/>.</param>
    /// <param name="width">Channels of the first halving; 64 in the source.</param>
    /// <param name="hasBridges">Whether there are bridges: without, it is a plain encoder and decoder.</param>
    internal UNet(DataShape data, int width, bool hasBridges = true)
        : base(nameof(UNet))
    {
        this.hasBridges = hasBridges;
        var count = HalvingsOf(data);
        var inputs = data.Channels;
        for (var i = 1; i < count; i++)
        {
            inputs = AddHalving($"e{i}", inputs, WidthOf(i, width), isNormal: i > 1);
        }

        var bottleneck = WidthOf(count, width);
        halvings.Add(new Sequential { { "conv", Convolution(inputs, bottleneck), ReLU() } });
        register_module("b", halvings[^1]);
        inputs = bottleneck;
        for (var i = MostHalvings - count + 1; i < MostHalvings; i++)
        {
            inputs = AddDoubling(i, inputs, WidthOf(MostHalvings - i, width), data);
        }

        image = new Sequential { { "conv", new SameConvTranspose2d(inputs, data.Channels, Kernel, stride: 2, TranslationWeights.First), Tanh() } };
        register_module("image", image);
        Masks = [.. doublings.Select(doubling => doubling.Mask).OfType<NoiseMask>()];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseMask> Masks { get; }

    /// <summary>How often images can be halved, at most <see cref="MostHalvings"/> times.</summary>
    internal static int HalvingsOf(DataShape data) =>
        Math.Min(MostHalvings, Math.Min(int.TrailingZeroCount(data.Height), int.TrailingZeroCount(data.Width)));

    /// <inheritdoc/>
    public override Tensor forward(TranslatorInput input)
    {
        using var scope = NewDisposeScope();
        var bridges = new Stack<Tensor>();
        var x = input.Source;
        foreach (var halving in halvings)
        {
            x = halving.call(x);
            bridges.Push(x);
        }

        bridges.Pop();   // what the bottleneck gave goes on as it is
        var masks = new Queue<Tensor>(input.Masks ?? []);
        foreach (var (body, dropout, mask) in doublings)
        {
            x = body.call(x);
            x = mask is null ? x : input.Masks is null ? dropout!.call(x) : Ops.Multiply(x, masks.Dequeue());
            var bridge = bridges.Pop();
            x = Ops.Relu(hasBridges ? Ops.Concat([x, bridge], axis: 1) : x);
        }

        return image.call(x).MoveToOuterDisposeScope();
    }

    /// <summary>Channels of the i-th halving, from 1.</summary>
    private static int WidthOf(int halving, int width) => width * Math.Min(1 << (halving - 1), 8);

    private static SameConv2d Convolution(int inputs, int outputs) => new(inputs, outputs, Kernel, stride: 2, TranslationWeights.First);

    private int AddHalving(string name, int inputs, int outputs, bool isNormal)
    {
        var body = new Sequential { { "conv", Convolution(inputs, outputs) } };
        if (isNormal)
        {
            body.Add("norm", new LiveBatchNorm(outputs));
        }

        body.Add("rectify", new LeakyRelu(Slope));
        register_module(name, body);
        halvings.Add(body);
        return outputs;
    }

    private int AddDoubling(int number, int inputs, int outputs, DataShape data)
    {
        var body = new Sequential
        {
            { "conv", new SameConvTranspose2d(inputs, outputs, Kernel, stride: 2, TranslationWeights.First), new LiveBatchNorm(outputs) },
        };
        register_module($"d{number}", body);
        var scale = 1 << (MostHalvings - number);   // how much smaller than the image its result is
        var mask = number <= LastWithNoise ? new NoiseMask($"mask_d{number}", outputs, data.Height / scale, data.Width / scale) : null;
        var dropout = mask is null ? null : new Dropout(DropoutRate);
        if (dropout is not null)
        {
            register_module($"dropout_d{number}", dropout);
        }

        doublings.Add(new Doubling(body, dropout, mask));
        return hasBridges ? 2 * outputs : outputs;
    }

    private sealed record Doubling(Sequential Body, Dropout? Dropout, NoiseMask? Mask);
}
