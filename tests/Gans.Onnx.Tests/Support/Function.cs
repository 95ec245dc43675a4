using static TorchSharp.torch;

namespace Gans.Onnx.Tests.Support;

/// <summary>A module that is the code that it is given, with parts of the given names.</summary>
internal sealed class Function : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> forwardPass;

    internal Function(Func<Tensor, Tensor> forwardPass, params ReadOnlySpan<(string Name, nn.Module Module)> parts)
        : base(nameof(Function))
    {
        this.forwardPass = forwardPass;
        foreach (var (name, module) in parts)
        {
            register_module(name, module);
        }
    }

    public override Tensor forward(Tensor input) => forwardPass(input);
}
