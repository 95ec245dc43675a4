namespace Gans.Models.Layers;

/// <summary>What transposed convolutions share: a square kernel [in, out, kernel, kernel] and a stride.</summary>
public abstract class TransposedConvolutionLayer : KernelLayer
{
    private protected TransposedConvolutionLayer(string name, long inputs, long outputs, long kernel, long stride, Initializer? weights, bool bias)
        : base(name, (weights ?? Initializer.GlorotUniform).Create(inputs * kernel * kernel, outputs * kernel * kernel, inputs, outputs, kernel, kernel), outputs, bias)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        (Kernel, Stride) = (kernel, stride);
    }

    /// <summary>Rows and columns of the kernel.</summary>
    private protected long Kernel { get; }

    /// <summary>Step between inputs in the output.</summary>
    private protected long Stride { get; }
}
