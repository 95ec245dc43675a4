using Gans.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Tests;

/// <summary>A fade from an image to a convolution of it: [N, 2, H, W] to the same.</summary>
internal sealed class Faded : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> fresh = new SameConv2d(2, 2, 3);
    private readonly WeightedSum sum = new() { Alpha = 0.3 };

    internal Faded()
        : base(nameof(Faded))
    {
        register_module("fresh", fresh);
        register_module("sum", sum);
    }

    public override Tensor forward(Tensor input) => sum.call(input, fresh.call(input));
}
