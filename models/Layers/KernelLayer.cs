using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Gans.Models.Layers;

/// <summary>A convolution of either direction: a kernel of weights and, perhaps, a bias that starts at zero.</summary>
public abstract class KernelLayer : Layer
{
    [ComponentName(Name = "weight")]
    private readonly Parameter weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? bias;

    /// <summary>Makes the parameters <c>weight</c> and <c>bias</c>.</summary>
    /// <param name="name">The layer's kind.</param>
    /// <param name="weight">First values of the kernel, four axes; the layer's from now on.</param>
    /// <param name="outputs">Channels that come out.</param>
    /// <param name="bias">Whether each of them has a bias.</param>
    private protected KernelLayer(string name, torch.Tensor weight, long outputs, bool bias)
        : base(name)
    {
        // A tensor that nothing holds is freed by the garbage collector in the middle of its own call.
        using var scope = torch.NewDisposeScope();
        scope.Attach(weight);
        this.weight = new Parameter(ChannelsInnermost.Of(weight).DetachFromDisposeScope());
        register_parameter("weight", this.weight);
        if (bias)
        {
            this.bias = new Parameter(torch.zeros(outputs).DetachFromDisposeScope());
            register_parameter("bias", this.bias);
        }
    }

    /// <summary>The numbers in which it multiplies images and kernel; Float32 at first. Both, and the result, are Float32 in either.</summary>
    public Precision Precision { get; set; }

    /// <summary>The kernel.</summary>
    private protected torch.Tensor Weight => weight;

    /// <summary>The bias [outputs]; null for none.</summary>
    private protected torch.Tensor? Bias => bias;
}
