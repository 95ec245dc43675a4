using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Gallery;

/// <summary>Each channel is scaled by what the means of all say of it.</summary>
internal sealed class SqueezeExciteNet : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 16, 3, padding: 1);
    private readonly Linear squeeze = Linear(16, 4);
    private readonly Linear excite = Linear(4, 16);
    private readonly Conv2d output = Conv2d(16, 4, 1);

    public SqueezeExciteNet()
        : base(nameof(SqueezeExciteNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.silu(conv.call(x));
        var scale = x.mean([2, 3]);
        scale = sigmoid(excite.call(functional.relu(squeeze.call(scale))));
        x = x * scale.view(-1, 16, 1, 1);
        return output.call(x);
    }
}
