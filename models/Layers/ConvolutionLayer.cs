using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>What convolutions share: a square kernel [out, in, kernel, kernel] and a stride.</summary>
public abstract class ConvolutionLayer : KernelLayer
{
    private protected ConvolutionLayer(long inputs, long outputs, long kernel, long stride, Initializer? weights, bool bias)
        : base((weights ?? Initializer.GlorotUniform).Create(inputs * kernel * kernel, outputs * kernel * kernel, outputs, inputs, kernel, kernel), outputs, bias)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        (Kernel, Stride) = (kernel, stride);
    }

    /// <summary>Rows and columns of the kernel.</summary>
    private protected long Kernel { get; }

    /// <summary>Step between outputs.</summary>
    private protected long Stride { get; }
}
