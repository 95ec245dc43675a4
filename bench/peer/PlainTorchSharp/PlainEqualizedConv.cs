using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>A convolution with the equalized learning rate in plain TorchSharp.</summary>
internal sealed class PlainEqualizedConv : Module<Tensor, Tensor>
{
    private readonly double gain;
    private readonly long padding;
    private readonly Parameter weight;
    private readonly Parameter? bias;

    internal PlainEqualizedConv(long inputs, long outputs, long kernel, double gain, bool bias = true)
        : base(nameof(PlainEqualizedConv))
    {
        this.gain = gain / Math.Sqrt(inputs * kernel * kernel);
        padding = kernel / 2;
        weight = new Parameter(randn(outputs, inputs, kernel, kernel));
        this.bias = bias ? new Parameter(zeros(outputs)) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => functional.conv2d(x, weight * gain, bias, padding: [padding, padding]);
}
