using System.Globalization;
using Gans.Models.Layers;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.BigGan;

/// <summary>BigGAN's generator: the class, and where it is shared also parts of the latent vector, reach every block through its norms.</summary>
/// <remarks>
/// Brock et al., 2018 (arXiv:1809.11096), appendix B. Two forms. With a shared embedding the latent vector is cut into equal chunks: the first makes the first
/// maps, each other one goes, behind the class's vector, to the norms of one block. Without, the whole of it makes the first maps, and each norm has a scale
/// and a shift for each class. All weights but embeddings are spectrally normed.
/// </remarks>
internal sealed class BigGanGenerator : Generator
{
    private readonly Module<Tensor, Tensor>? embedding;
    private readonly Module<Tensor, Tensor> project;
    private readonly List<Module<Tensor, Tensor, Tensor>> blocks = [];
    private readonly SelfAttention2d? attention;
    private readonly int attentionAfter = -1;
    private readonly Sequential image;
    private readonly int chunk;

    /// <summary>Creates the generator.</summary>
    /// <param name="table">Its widths.</param>
    /// <param name="width">Base width.</param>
    /// <param name="latentSize">Length of a latent vector; with a shared embedding one chunk more than there are blocks.</param>
    /// <param name="data">Channels and classes.</param>
    /// <param name="weights">First weights.</param>
    /// <param name="embeddingSize">Length of the shared embedding; 0 for scales and shifts of each class.</param>
    internal BigGanGenerator(BigGanTable table, int width, int latentSize, DataShape data, Initializer weights, int embeddingSize)
        : base(nameof(BigGanGenerator), latentSize, data.ClassCount)
    {
        var widths = table.Generator;
        chunk = embeddingSize == 0 ? latentSize : Chunk(table, latentSize);
        if (embeddingSize > 0)
        {
            embedding = KerasLayers.Embedding(data.ClassCount, embeddingSize, weights);
            register_module("embedding", embedding);
        }

        project = BigGanEnds.Project(chunk, widths[0] * width, weights);
        register_module("project", project);
        for (var i = 1; i < widths.Length; i++)
        {
            var size = BigGanEnds.SizeAfter(i);
            blocks.Add(new BigGanGeneratorBlock(widths[i - 1] * width, widths[i] * width, weights, Norm));
            register_module(string.Create(CultureInfo.InvariantCulture, $"up{size}"), blocks[^1]);
            if (size == table.Attention)
            {
                (attention, attentionAfter) = (new SelfAttention2d(widths[i] * width, weights), blocks.Count - 1);
                register_module("attention", attention);
            }
        }

        image = BigGanEnds.ToImage(widths[^1] * width, data.Channels, weights);
        register_module("image", image);

        ConditionalBatchNorm Norm(long features) => embeddingSize == 0
            ? ConditionalBatchNorm.OfClasses(features, data.ClassCount, weights)
            : ConditionalBatchNorm.OfVectors(features, embeddingSize + chunk, weights);
    }

    /// <summary>How many chunks a latent vector is cut into with a shared embedding.</summary>
    /// <param name="table">The widths.</param>
    internal static int Chunks(BigGanTable table) => table.Generator.Length;

    /// <inheritdoc/>
    public override Tensor forward(GeneratorInput input)
    {
        ArgumentNullException.ThrowIfNull(input.Labels);
        using var scope = NewDisposeScope();
        var shared = embedding?.call(input.Labels);
        var x = project.call(shared is null ? input.Latent : Ops.Slice(input.Latent, 1, 0, chunk));
        for (var i = 0; i < blocks.Count; i++)
        {
            var condition = shared is null ? input.Labels : Ops.Concat([shared, Ops.Slice(input.Latent, 1, (i + 1) * chunk, (i + 2) * chunk)], axis: 1);
            x = blocks[i].call(x, condition);
            x = i == attentionAfter ? attention!.call(x) : x;
        }

        return image.call(x).MoveToOuterDisposeScope();
    }

    private static int Chunk(BigGanTable table, int latentSize) => latentSize % Chunks(table) == 0
        ? latentSize / Chunks(table)
        : throw new ArgumentException(
            $"Making BigGAN's generator: found a latent vector of {latentSize}, needed a multiple of {Chunks(table)}. Change its length.", nameof(latentSize));
}
