using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Gallery;

/// <summary>Residual blocks with <c>+</c>, a mean over the image, and a linear layer.</summary>
internal sealed class ResidualNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
    private readonly ResidualBlock block1 = new(8, 8, 1);
    private readonly ResidualBlock block2 = new(8, 16, 2);
    private readonly ResidualBlock block3 = new(16, 16, 1);
    private readonly Linear fc = Linear(16, 10);

    public ResidualNet()
        : base(nameof(ResidualNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = block3.call(block2.call(block1.call(x)));
        return fc.call(x.mean([2, 3]));
    }
}
