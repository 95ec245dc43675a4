using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Gallery;

/// <summary>A block of a transformer, normalised first: [length, N, width] to the same.</summary>
internal sealed class AttentionBlock : Module<Tensor, Tensor>
{
    private readonly LayerNorm norm1;
    private readonly MultiheadAttention attention;
    private readonly LayerNorm norm2;
    private readonly Linear linear1;
    private readonly Linear linear2;

    public AttentionBlock(long width, long heads)
        : base(nameof(AttentionBlock))
    {
        norm1 = LayerNorm(width);
        attention = MultiheadAttention(width, heads);
        norm2 = LayerNorm(width);
        linear1 = Linear(width, 4 * width);
        linear2 = Linear(4 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = norm1.call(x);
        x = x + attention.call(y, y, y).Item1;
        return x + linear2.call(functional.gelu(linear1.call(norm2.call(x))));
    }
}
