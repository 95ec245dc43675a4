using Gans.Models.Layers;
using Gans.Torch;

namespace Gans.Models.Fashion;

/// <summary>Images [N, 1, 28, 28] and labels [N] to logits [N, 1]. 196,773 parameters.</summary>
/// <remarks>Spec 04, S2. The label's map is not activated.</remarks>
internal sealed class CganFashionDiscriminator : Discriminator
{
    private readonly Layer label;
    private readonly Layer body;

    internal CganFashionDiscriminator(GanSettings settings, DataShape data)
    {
        const double slope = 0.2;
        var width = settings.DiscriminatorWidth;
        var (height7, width7) = ImageReduction.Of(data, 4);
        label = AddChild("label", new Sequential
        {
            { "embedding", new Embedding(data.ClassCount, settings.EmbeddingSize) },                                                          // [N, 50]
            { "map", new Linear(settings.EmbeddingSize, data.Height * data.Width), new Reshape(1, data.Height, data.Width) },                 // [N, 1, 28, 28]
        });
        body = AddChild("body", new Sequential                                                                                                // [N, 2, 28, 28]
        {
            { "down14", new SameConv2d(data.Channels + 1, width, kernel: 3, stride: 2), new LeakyRelu(slope) },                               // [N, 128, 14, 14]
            { "down7", new SameConv2d(width, width, kernel: 3, stride: 2), new LeakyRelu(slope) },                                            // [N, 128, 7, 7]
            { "flatten", new Flatten(), new Dropout(settings.DropoutRate) },                                                                  // [N, 6272]
            { "logit", new Linear(width * height7 * width7, 1) },                                                                             // [N, 1]
        });
    }

    /// <inheritdoc/>
    public override DiscriminatorOutput Forward(Tensor images, Tensor? labels, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = new TensorScope();
        var maps = Tensor.Concat([images, Run(label, labels, mode)], axis: 1);
        return new DiscriminatorOutput(scope.Keep(Run(body, maps, mode)));
    }
}
