using Gans.Models.Layers;
using Gans.Onnx;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models.Fashion;

/// <summary>Images [N, 1, 28, 28] and labels [N] to logits [N, 1]. 196,773 parameters.</summary>
/// <remarks>Chapter 17 of Brownlee. The label's map is not activated.</remarks>
internal sealed class CganFashionDiscriminator : Discriminator
{
    private readonly Module<Tensor, Tensor> label;
    private readonly Module<Tensor, Tensor> body;

    internal CganFashionDiscriminator(GanSettings settings, DataShape data)
        : base(nameof(CganFashionDiscriminator))
    {
        const double slope = 0.2;
        var width = settings.DiscriminatorWidth;
        var (height7, width7) = ImageReduction.Of(data, 4);
        label = new Sequential
        {
            { "embedding", Embedding(data.ClassCount, settings.EmbeddingSize) },                                           // [N, 50]
            { "map", Dense(settings.EmbeddingSize, data.Height * data.Width), new Reshape(1, data.Height, data.Width) },   // [N, 1, 28, 28]
        };
        register_module("label", label);
        body = new Sequential                                                                                              // [N, 2, 28, 28]
        {
            { "down14", new SameConv2d(data.Channels + 1, width, kernel: 3, stride: 2), LeakyReLU(slope) },                // [N, 128, 14, 14]
            { "down7", new SameConv2d(width, width, kernel: 3, stride: 2), LeakyReLU(slope) },                             // [N, 128, 7, 7]
            { "flatten", Flatten(), Dropout(settings.DropoutRate) },                                                       // [N, 6272]
            { "logit", Dense(width * height7 * width7, 1) },                                                               // [N, 1]
        };
        register_module("body", body);
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        var maps = Ops.Concat([images, label.call(labels)], axis: 1);
        return new DiscriminatorOutput(body.call(maps).MoveToOuterDisposeScope());
    }
}
