using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Gallery;

/// <summary>Down and up again, each level concatenated with its like on the way down.</summary>
internal sealed class UNet : Module<Tensor, Tensor>
{
    private readonly Sequential down1 = DoubleConv(3, 8);
    private readonly Sequential down2 = DoubleConv(8, 16);
    private readonly Sequential bottom = DoubleConv(16, 32);
    private readonly ConvTranspose2d up2 = ConvTranspose2d(32, 16, 2, stride: 2);
    private readonly Sequential conv2 = DoubleConv(32, 16);
    private readonly ConvTranspose2d up1 = ConvTranspose2d(16, 8, 2, stride: 2);
    private readonly Sequential conv1 = DoubleConv(16, 8);
    private readonly Conv2d output = Conv2d(8, 1, 1);

    public UNet()
        : base(nameof(UNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var d1 = down1.call(x);
        var d2 = down2.call(functional.max_pool2d(d1, 2));
        var b = bottom.call(functional.max_pool2d(d2, 2));
        var u2 = conv2.call(cat([up2.call(b), d2], 1));
        var u1 = conv1.call(cat([up1.call(u2), d1], 1));
        return sigmoid(output.call(u1));
    }

    private static Sequential DoubleConv(long inChannels, long outChannels) => Sequential(
        Conv2d(inChannels, outChannels, 3, padding: 1), BatchNorm2d(outChannels), ReLU(inplace: true),
        Conv2d(outChannels, outChannels, 3, padding: 1), BatchNorm2d(outChannels), ReLU(inplace: true));
}
