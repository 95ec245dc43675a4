using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Onnx.Tests.Gallery;

/// <summary>Words to classes: embedding, learned places, two blocks, the classes by the first word, which stands for the whole.</summary>
internal sealed class TransformerClassifier : Module<Tensor, Tensor>
{
    private readonly Embedding embedding = Embedding(50, 32);
    private readonly Parameter places = new(randn(10, 1, 32).mul(0.1));
    private readonly AttentionBlock block1 = new(32, 4);
    private readonly AttentionBlock block2 = new(32, 4);
    private readonly LayerNorm norm = LayerNorm(32);
    private readonly Linear head = Linear(32, 5);

    public TransformerClassifier()
        : base(nameof(TransformerClassifier)) => RegisterComponents();

    public override Tensor forward(Tensor words)
    {
        var x = embedding.call(words.transpose(0, 1)) + places;   // [10, N, 32], as attention takes it
        x = norm.call(block2.call(block1.call(x)));
        return head.call(x.select(0, 0));
    }
}
