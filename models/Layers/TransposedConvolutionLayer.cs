using Gans.Onnx;

namespace Gans.Models.Layers;

/// <summary>What transposed convolutions share: a square kernel [in, out, kernel, kernel] and a stride.</summary>
public abstract class TransposedConvolutionLayer : KernelLayer
{
    private protected TransposedConvolutionLayer(string name, long inputs, long outputs, long kernel, long stride, Initializer? weights, bool bias)
        : base(
            name,
            (weights ?? Initializer.GlorotUniform).Create(inputs * kernel * kernel, outputs * kernel * kernel, inputs, outputs, kernel, kernel),
            outputs,
            bias)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        (Kernel, Stride) = (kernel, stride);
        FirstValues.Note(this, weights ?? Initializer.GlorotUniform);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["stride"] = Stride };

    /// <summary>Rows and columns of the kernel.</summary>
    private protected long Kernel { get; }

    /// <summary>Step between inputs in the output.</summary>
    private protected long Stride { get; }

    /// <summary>ONNX' ConvTranspose, version 11, which crops each end by itself. What the end lacks is its output padding.</summary>
    private protected OnnxValue OnnxForm(OnnxCall call, Border crop)
    {
        var (surplus, lack) = (Math.Max(crop.After, 0), Math.Max(-crop.After, 0));
        return call.Add(
            "ConvTranspose",
            [call.Input, call.State("weight"), call.StateOrNull("bias")],
            OnnxAttribute.Ints("kernel_shape", Kernel, Kernel),
            OnnxAttribute.Ints("strides", Stride, Stride),
            OnnxAttribute.Ints("pads", crop.Before, crop.Before, surplus, surplus),
            OnnxAttribute.Ints("output_padding", lack, lack));
    }
}
