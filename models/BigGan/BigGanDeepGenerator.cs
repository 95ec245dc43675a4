using System.Globalization;
using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.BigGan;

/// <summary>The generator of BigGAN-deep: the whole latent vector, behind the class's, makes the first maps and reaches every norm.</summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096), appendix B. All weights but the embedding are spectrally normed.</remarks>
internal sealed class BigGanDeepGenerator : Generator
{
    private readonly Module<Tensor, Tensor> embedding;
    private readonly Module<Tensor, Tensor> project;
    private readonly List<Module<Tensor, Tensor, Tensor>> blocks = [];
    private readonly SelfAttention2d? attention;
    private readonly int attentionAfter = -1;
    private readonly Sequential image;

    /// <summary>Creates the generator.</summary>
    /// <param name="table">Its widths.</param>
    /// <param name="width">Base width.</param>
    /// <param name="latentSize">Length of a latent vector.</param>
    /// <param name="data">Channels and classes.</param>
    /// <param name="weights">First weights.</param>
    /// <param name="embeddingSize">Length of a class's vector.</param>
    internal BigGanDeepGenerator(BigGanTable table, int width, int latentSize, DataShape data, Initializer weights, int embeddingSize)
        : base(nameof(BigGanDeepGenerator), latentSize, data.ClassCount)
    {
        var widths = table.Generator;
        var condition = embeddingSize + latentSize;
        embedding = KerasLayers.Embedding(data.ClassCount, embeddingSize, weights);
        register_module("embedding", embedding);
        project = BigGanEnds.Project(condition, widths[0] * width, weights);
        register_module("project", project);
        for (var i = 1; i < widths.Length; i++)
        {
            var (inputs, outputs, size) = (widths[i - 1] * width, widths[i] * width, BigGanEnds.SizeAfter(i));
            Add(string.Create(CultureInfo.InvariantCulture, $"full{size / 2}"), new(inputs, inputs, weights, doubles: false, Norm));
            Add(string.Create(CultureInfo.InvariantCulture, $"up{size}"), new(inputs, outputs, weights, doubles: true, Norm));
            if (size == table.Attention)
            {
                (attention, attentionAfter) = (new SelfAttention2d(outputs, weights), blocks.Count - 1);
                register_module("attention", attention);
            }
        }

        image = BigGanEnds.ToImage(widths[^1] * width, data.Channels, weights);
        register_module("image", image);

        ConditionalBatchNorm Norm(long features) => ConditionalBatchNorm.OfVectors(features, condition, weights);
    }

    /// <inheritdoc/>
    public override Tensor forward(GeneratorInput input)
    {
        ArgumentNullException.ThrowIfNull(input.Labels);
        using var scope = NewDisposeScope();
        var condition = Ops.Concat([embedding.call(input.Labels), input.Latent], axis: 1);
        var x = project.call(condition);
        for (var i = 0; i < blocks.Count; i++)
        {
            x = blocks[i].call(x, condition);
            x = i == attentionAfter ? attention!.call(x) : x;
        }

        return image.call(x).MoveToOuterDisposeScope();
    }

    private void Add(string name, BigGanDeepGeneratorBlock block)
    {
        blocks.Add(block);
        register_module(name, block);
    }
}
