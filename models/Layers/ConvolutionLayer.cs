using Gans.Onnx;

namespace Gans.Models.Layers;

/// <summary>What convolutions share: a kernel [out, in, rows, columns] and a stride.</summary>
public abstract class ConvolutionLayer : KernelLayer
{
    private protected ConvolutionLayer(string name, long inputs, long outputs, KernelSize kernel, long stride, Initializer? weights, bool bias)
        : base(
            name,
            (weights ?? Initializer.GlorotUniform).Create(inputs * kernel.Area, outputs * kernel.Area, outputs, inputs, kernel.Rows, kernel.Columns),
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
    internal KernelSize Kernel { get; }

    /// <summary>Step between outputs.</summary>
    internal long Stride { get; }

    /// <summary>ONNX' Conv, version 11, which pads each end by itself.</summary>
    private protected OnnxValue OnnxForm(OnnxCall call, Border rows, Border columns) => OnnxForm(call, call.State("weight"), rows, columns);

    /// <summary>The same with a kernel that is not kept as it is used.</summary>
    private protected OnnxValue OnnxForm(OnnxCall call, OnnxValue weight, Border rows, Border columns) => call.Add(
        "Conv",
        [call.Input, weight, call.StateOrNull("bias")],
        OnnxAttribute.Ints("kernel_shape", Kernel.Rows, Kernel.Columns),
        OnnxAttribute.Ints("strides", Stride, Stride),
        OnnxAttribute.Ints("pads", rows.Before, columns.Before, rows.After, columns.After));
}
