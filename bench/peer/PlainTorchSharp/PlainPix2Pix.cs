using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>Pix2Pix at 256 pixels, batch 1, full width, in plain TorchSharp: its own modules, losses and optimizers, default layouts.</summary>
internal sealed class PlainPix2Pix : IDisposable
{
    private const double Lambda = 100;

    private readonly PlainUNet generator = new();
    private readonly Module<Tensor, Tensor> discriminator = Sequential(
        Conv2d(6, 64, 4, stride: 2, padding: 1), LeakyReLU(0.2),
        Conv2d(64, 128, 4, stride: 2, padding: 1), BatchNorm2d(128, eps: 1e-3), LeakyReLU(0.2),
        Conv2d(128, 256, 4, stride: 2, padding: 1), BatchNorm2d(256, eps: 1e-3), LeakyReLU(0.2),
        Conv2d(256, 512, 4, stride: 2, padding: 1), BatchNorm2d(512, eps: 1e-3), LeakyReLU(0.2),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(512, 512, 4), BatchNorm2d(512, eps: 1e-3), LeakyReLU(0.2),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(512, 1, 4));                                            // logits [N, 1, 16, 16]
    private readonly Tensor images = (rand(16, 3, 256, 256) * 2) - 1;
    private readonly optim.Optimizer generatorAdam;
    private readonly optim.Optimizer discriminatorAdam;
    private readonly TorchSharp.Modules.BCEWithLogitsLoss loss = BCEWithLogitsLoss();
    private int next;

    internal PlainPix2Pix()
    {
        generatorAdam = optim.Adam(generator.parameters(), 2e-4, 0.5, 0.999, 1e-7);
        discriminatorAdam = optim.Adam(discriminator.parameters(), 2e-4, 0.5, 0.999, 1e-7);
    }

    /// <summary>The three updates of a step.</summary>
    internal void Step()
    {
        using var scope = NewDisposeScope();
        var (source, target) = (Next(), Next());
        Tensor fake;
        using (no_grad())
        {
            fake = generator.call(source);
        }

        Judge(source, target, 1);
        Judge(source, fake, 0);
        generatorAdam.zero_grad();
        var made = generator.call(source);
        var patches = discriminator.call(cat([source, made], 1));
        (loss.call(patches, ones_like(patches)) + (Lambda * functional.l1_loss(made, target))).backward();
        generatorAdam.step();
    }

    /// <summary>One image through the generator.</summary>
    internal void Translate()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        generator.call(Next());
    }

    public void Dispose()
    {
        generator.Dispose();
        discriminator.Dispose();
        generatorAdam.Dispose();
        discriminatorAdam.Dispose();
        loss.Dispose();
        images.Dispose();
    }

    private Tensor Next() => images.narrow(0, next++ % images.shape[0], 1);

    private void Judge(Tensor source, Tensor image, float target)
    {
        discriminatorAdam.zero_grad();
        var patches = discriminator.call(cat([source, image], 1));
        (0.5 * loss.call(patches, full_like(patches, target))).backward();
        discriminatorAdam.step();
    }
}
