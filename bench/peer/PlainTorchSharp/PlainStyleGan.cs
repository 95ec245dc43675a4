using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>StyleGAN at 64 pixels, batch 8, full width, straight through, in plain TorchSharp: its own modules and optimizers, default layouts.</summary>
internal sealed class PlainStyleGan : IDisposable
{
    private const int Batch = 8;
    private const double Gamma = 10;

    private static readonly long[] Widths = [512, 512, 512, 512, 256];

    private readonly Module<Tensor, Tensor> mapping =
        Sequential([.. Enumerable.Range(0, 8).SelectMany(_ => new Module<Tensor, Tensor>[] { Linear(512, 512), LeakyReLU(0.2) })]);
    private readonly Parameter constant = new(ones(1, 512, 4, 4));
    private readonly PlainStyleLayer[] layers;
    private readonly PlainEqualizedConv image = new(256, 3, 1, 1);
    private readonly Module<Tensor, Tensor> trunk;
    private readonly Module<Tensor, Tensor> head = Sequential(
        new PlainEqualizedConv(513, 512, 3, Math.Sqrt(2)), LeakyReLU(0.2), Flatten(), Linear(512 * 16, 512), LeakyReLU(0.2), Linear(512, 1));
    private readonly Tensor images = (rand(16, 3, 64, 64) * 2) - 1;
    private readonly optim.Optimizer generatorAdam;
    private readonly optim.Optimizer discriminatorAdam;

    internal PlainStyleGan()
    {
        layers = [.. Widths.SelectMany((width, level) => new[]
        {
            new PlainStyleLayer(level == 0 ? 0 : Widths[level - 1], width, isUp: level > 0, isFirst: level == 0),
            new PlainStyleLayer(width, width, isUp: false),
        })];
        trunk = Sequential(
        [
            new PlainEqualizedConv(3, 256, 1, Math.Sqrt(2)), LeakyReLU(0.2),
            .. Enumerable.Range(1, 4).Reverse().SelectMany(level => new Module<Tensor, Tensor>[]
            {
                new PlainEqualizedConv(Widths[level], Widths[level], 3, Math.Sqrt(2)), LeakyReLU(0.2), Blur(Widths[level]),
                new PlainEqualizedConv(Widths[level], Widths[level - 1], 3, Math.Sqrt(2)), AvgPool2d(2), LeakyReLU(0.2),
            }),
        ]);
        Parameter[] made = [.. mapping.parameters(), constant, .. layers.SelectMany(layer => layer.parameters()), .. image.parameters()];
        generatorAdam = optim.Adam(made, 1e-3, 0, 0.99);
        discriminatorAdam = optim.Adam([.. trunk.parameters(), .. head.parameters()], 1e-3, 0, 0.99);
    }

    /// <summary>[1, 2, 1] times its transpose, over 16, of each channel.</summary>
    internal static Module<Tensor, Tensor> Blur(long channels)
    {
        var blur = Conv2d(channels, channels, 3, padding: 1, groups: channels, bias: false);
        blur.weight = new Parameter((tensor(new[] { 1f, 2, 1, 2, 4, 2, 1, 2, 1 }, [1, 1, 3, 3]) / 16).repeat(channels, 1, 1, 1), requires_grad: false);
        return blur;
    }

    /// <summary>The two updates of a step, the discriminator's with R1.</summary>
    internal void Step()
    {
        using var scope = NewDisposeScope();
        Tensor fake;
        using (no_grad())
        {
            fake = Generate();
        }

        discriminatorAdam.zero_grad();
        var real = images.index_select(0, randint(0, images.shape[0], [Batch], ScalarType.Int64)).requires_grad_(true);
        var scores = Judge(real);
        var slope = autograd.grad([scores.sum()], [real], retain_graph: true, create_graph: true)[0];
        var loss = functional.softplus(-scores).mean() + functional.softplus(Judge(fake)).mean() + (Gamma / 2 * slope.square().sum([1, 2, 3]).mean());
        loss.backward();
        discriminatorAdam.step();

        generatorAdam.zero_grad();
        functional.softplus(-Judge(Generate())).mean().backward();
        generatorAdam.step();
    }

    public void Dispose()
    {
        mapping.Dispose();
        constant.Dispose();
        Array.ForEach(layers, layer => layer.Dispose());
        image.Dispose();
        trunk.Dispose();
        head.Dispose();
        images.Dispose();
        generatorAdam.Dispose();
        discriminatorAdam.Dispose();
    }

    private Tensor Generate()
    {
        var (one, other) = (mapping.call(Normed(randn(Batch, 512))), mapping.call(Normed(randn(Batch, 512))));
        var from = randint(1, layers.Length, [Batch, 1], ScalarType.Int64);
        var x = constant.expand(Batch, 512, 4, 4);
        for (var i = 0; i < layers.Length; i++)
        {
            x = layers[i].call(x, where(from.gt(i), one, other));
        }

        return image.call(x);
    }

    private static Tensor Normed(Tensor latent) => latent * (latent.square().mean([1], keepdim: true) + 1e-8).rsqrt();

    private Tensor Judge(Tensor x)
    {
        var features = trunk.call(x);                                                           // [N, 512, 4, 4]
        var groups = features.reshape(4, -1, 512, 4, 4);
        var deviation = (groups.var(0, unbiased: false) + 1e-8).sqrt().mean([1, 2, 3], keepdim: true);
        return head.call(cat([features, deviation.repeat(4, 1, 4, 4)], 1));
    }
}
