using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Gallery;

/// <summary>MobileNet's blocks: convolutions of each channel alone, then of one pixel.</summary>
internal sealed class DepthwiseNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d norm = BatchNorm2d(8);
    private readonly Sequential block1 = Block(8, 16, 1);
    private readonly Sequential block2 = Block(16, 16, 1);
    private readonly Sequential block3 = Block(16, 32, 2);
    private readonly Linear fc = Linear(32, 10);

    public DepthwiseNet()
        : base(nameof(DepthwiseNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu6(norm.call(stem.call(x)));
        x = block1.call(x);
        x = x + block2.call(x);
        x = block3.call(x);
        x = functional.adaptive_avg_pool2d(x, [1, 1]);
        return fc.call(x.flatten(1));
    }

    private static Sequential Block(long inChannels, long outChannels, long stride) => Sequential(
        Conv2d(inChannels, inChannels, 3, stride: stride, padding: 1, groups: inChannels, bias: false), BatchNorm2d(inChannels), ReLU6(),
        Conv2d(inChannels, outChannels, 1, bias: false), BatchNorm2d(outChannels), ReLU6());
}
