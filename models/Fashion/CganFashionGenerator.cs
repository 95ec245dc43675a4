using Gans.Models.Layers;
using Gans.Torch;

namespace Gans.Models.Fashion;

/// <summary>Latent [N, 100] ~ N(0, 1) and labels [N] to images [N, 1, 28, 28] in [-1, 1]. 1,169,336 parameters.</summary>
/// <remarks>Spec 04, S2. The label's map is not activated.</remarks>
internal sealed class CganFashionGenerator : Generator
{
    private readonly Layer label;
    private readonly Layer latent;
    private readonly Layer body;

    internal CganFashionGenerator(GanSettings settings, DataShape data)
        : base(settings.LatentSize, data.ClassCount)
    {
        const double slope = 0.2;
        var width = settings.GeneratorWidth;
        var (height7, width7) = FashionShape.Quarter(data);
        label = AddChild("label", new Sequential
        {
            { "embedding", new Embedding(data.ClassCount, settings.EmbeddingSize) },                                                          // [N, 50]
            { "map", new Linear(settings.EmbeddingSize, height7 * width7), new Reshape(1, height7, width7) },                                 // [N, 1, 7, 7]
        });
        latent = AddChild("latent", new Sequential
        {
            { "project", new Linear(LatentSize, width * height7 * width7), new LeakyRelu(slope), new Reshape(width, height7, width7) },       // [N, 128, 7, 7]
        });
        body = AddChild("body", new Sequential                                                                                                // [N, 129, 7, 7]
        {
            { "up14", new SameConvTranspose2d(width + 1, width, kernel: 4, stride: 2), new LeakyRelu(slope) },                                // [N, 128, 14, 14]
            { "up28", new SameConvTranspose2d(width, width, kernel: 4, stride: 2), new LeakyRelu(slope) },                                    // [N, 128, 28, 28]
            { "image", new SameConv2d(width, data.Channels, kernel: 7), new Tanh() },                                                         // [N, 1, 28, 28]
        });
    }

    /// <inheritdoc/>
    public override Tensor Forward(GeneratorInput input, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(input.Labels);
        using var scope = new TensorScope();
        var maps = Tensor.Concat([Run(latent, input.Latent, mode), Run(label, input.Labels, mode)], axis: 1);
        return scope.Keep(Run(body, maps, mode));
    }
}
