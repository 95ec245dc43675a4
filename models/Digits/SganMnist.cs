using Gans.Models.Fashion;
using Gans.Models.Layers;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch.nn;

namespace Gans.Models.Digits;

/// <summary>The semi-supervised GAN: its discriminator is also a classifier that learns from a hundred labelled digits and from all the others.</summary>
/// <remarks>
/// Chapter 20 of Brownlee, after Odena, Semi-Supervised Learning with Generative Adversarial Networks, 2016 (arXiv:1606.01583). Any height and width divisible
/// by 4 is taken.
/// </remarks>
internal sealed class SganMnist : GanModel
{
    private const double Slope = 0.2;
    private const int Reduction = 4;

    /// <inheritdoc/>
    public override string Name => "sgan-mnist";

    /// <inheritdoc/>
    public override string Description => "GAN whose discriminator becomes a classifier from a hundred labels, made for MNIST";

    /// <inheritdoc/>
    public override UpdateRule Rule => UpdateRule.SemiSupervised;

    /// <inheritdoc/>
    public override GanSettings Settings => new() { BatchSize = 100, Epochs = 20, LabelledImages = 100 };

    /// <inheritdoc/>
    public override string? Reject(DataShape data) =>
        data.ClassCount == 0 ? "found images without labels, needed a class for some of them" : ImageReduction.Reject(data, Reduction);

    /// <summary>
    /// That of <see cref="DcganFashion"/>, as in the source: latent [N, 100] ~ N(0, 1) to images [N, 1, 28, 28] in [-1, 1]. 1,164,289 parameters.
    /// </summary>
    /// <inheritdoc/>
    public override Generator CreateGenerator(GanSettings settings, DataShape data) => new DcganFashion().CreateGenerator(settings, data);

    /// <summary>
    /// Images [N, 1, 28, 28] to logits [N, 1] and class logits. 316,938 parameters stacked, with 10 classes; 318,987 as two heads; 321,036 with one more class.
    /// </summary>
    /// <inheritdoc/>
    public override Discriminator CreateDiscriminator(GanSettings settings, DataShape data)
    {
        var width = settings.DiscriminatorWidth;
        var (height4, width4) = ImageReduction.Of(data, 2 * Reduction);
        var features = width * height4 * width4;
        var trunk = new Sequential
        {
            { "down14", new SameConv2d(data.Channels, width, kernel: 3, stride: 2), LeakyReLU(Slope) },   // [N, 128, 14, 14]
            { "down7", new SameConv2d(width, width, kernel: 3, stride: 2), LeakyReLU(Slope) },            // [N, 128, 7, 7]
            { "down4", new SameConv2d(width, width, kernel: 3, stride: 2), LeakyReLU(Slope) },            // [N, 128, 4, 4]
            { "flatten", Flatten(), Dropout(settings.DropoutRate) },                                      // [N, 2048]
        };
        return settings.DiscriminatorDesign switch
        {
            DiscriminatorDesign.Stacked => new StackedDiscriminator(trunk, Dense(features, data.ClassCount)),
            DiscriminatorDesign.Separate => new HeadedDiscriminator(trunk, Dense(features, 1), Dense(features, data.ClassCount)),
            DiscriminatorDesign.MultiOutput => new HeadedDiscriminator(trunk, Dense(features, 1), Dense(features, data.ClassCount + 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.DiscriminatorDesign, "Not a design of a discriminator."),
        };
    }
}
