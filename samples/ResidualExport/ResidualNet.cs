using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ResidualExport;

/// <summary>Images [N, 3, 32, 32] to the scores of ten classes, [N, 10].</summary>
internal sealed class ResidualNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem;
    private readonly ResidualBlock block1;
    private readonly ResidualBlock block2;
    private readonly Linear head;

    public ResidualNet(long channels = 16)
        : base(nameof(ResidualNet))
    {
        stem = Conv2d(3, channels, 3, stride: 2, padding: 1);
        block1 = new ResidualBlock(channels);
        block2 = new ResidualBlock(channels);
        head = Linear(channels, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = block2.call(block1.call(x));
        return head.call(x.mean([2, 3]));
    }
}
