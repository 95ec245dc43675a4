using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>A layer of StyleGAN's synthesis network in plain TorchSharp: twice the size, or not, convolution, blur; noise, bias, activation, style.</summary>
internal sealed class PlainStyleLayer : Module<Tensor, Tensor, Tensor>
{
    private readonly bool isUp;
    private readonly PlainEqualizedConv? conv;
    private readonly Module<Tensor, Tensor>? blur;
    private readonly Parameter scale;
    private readonly Parameter bias;
    private readonly Linear style;

    internal PlainStyleLayer(long inputs, long outputs, bool isUp, bool isFirst = false)
        : base(nameof(PlainStyleLayer))
    {
        this.isUp = isUp;
        conv = isFirst ? null : new PlainEqualizedConv(inputs, outputs, 3, Math.Sqrt(2), bias: false);
        blur = isUp ? PlainStyleGan.Blur(outputs) : null;
        scale = new Parameter(zeros(outputs, 1, 1));
        bias = new Parameter(zeros(outputs, 1, 1));
        style = Linear(512, 2 * outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor w)
    {
        x = isUp ? functional.interpolate(x, [2 * x.shape[2], 2 * x.shape[3]], mode: InterpolationMode.Nearest) : x;
        x = conv is null ? x : conv.call(x);
        x = blur is null ? x : blur.call(x);
        x += randn(x.shape[0], 1, x.shape[2], x.shape[3]) * scale;
        x = functional.instance_norm(functional.leaky_relu(x + bias, 0.2), eps: 1e-8);
        var styles = style.call(w).unsqueeze(2).unsqueeze(3).chunk(2, 1);
        return (x * (styles[0] + 1)) + styles[1];
    }
}
