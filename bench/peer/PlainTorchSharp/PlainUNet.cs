using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>The U-Net of Pix2Pix at 256 pixels in plain TorchSharp, batch statistics and dropout always alive in training mode.</summary>
internal sealed class PlainUNet : Module<Tensor, Tensor>
{
    private static readonly long[] Widths = [64, 128, 256, 512, 512, 512, 512, 512];

    private readonly Module<Tensor, Tensor>[] down = new Module<Tensor, Tensor>[8];
    private readonly Module<Tensor, Tensor>[] up = new Module<Tensor, Tensor>[7];
    private readonly Module<Tensor, Tensor> image = Sequential(ConvTranspose2d(128, 3, 4, stride: 2, padding: 1), Tanh());

    internal PlainUNet()
        : base(nameof(PlainUNet))
    {
        var inputs = 3L;
        for (var i = 0; i < down.Length; i++)
        {
            var convolution = Conv2d(inputs, Widths[i], 4, stride: 2, padding: 1);
            down[i] = i switch
            {
                0 => Sequential(convolution, LeakyReLU(0.2)),
                7 => Sequential(convolution, ReLU()),
                _ => Sequential(convolution, BatchNorm2d(Widths[i], eps: 1e-3), LeakyReLU(0.2)),
            };
            register_module($"down{i}", down[i]);
            inputs = Widths[i];
        }

        for (var i = 0; i < up.Length; i++)
        {
            var outputs = Widths[6 - i];
            var transposed = ConvTranspose2d(inputs, outputs, 4, stride: 2, padding: 1);
            up[i] = i < 3 ? Sequential(transposed, BatchNorm2d(outputs, eps: 1e-3), Dropout(0.5)) : Sequential(transposed, BatchNorm2d(outputs, eps: 1e-3));
            register_module($"up{i}", up[i]);
            inputs = 2 * outputs;
        }

        register_module("image", image);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var bridges = new Stack<Tensor>();
        var x = input;
        foreach (var layer in down)
        {
            bridges.Push(x = layer.call(x));
        }

        bridges.Pop();
        foreach (var layer in up)
        {
            x = functional.relu(cat([layer.call(x), bridges.Pop()], 1));
        }

        return image.call(x).MoveToOuterDisposeScope();
    }
}
