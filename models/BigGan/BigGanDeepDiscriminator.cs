using System.Globalization;
using Gans.Models.Layers;

namespace Gans.Models.BigGan;

/// <summary>The discriminator of BigGAN-deep: a convolution, two blocks a resolution, the sum over all pixels, and the class by projection.</summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096), appendix B. All weights are spectrally normed.</remarks>
internal static class BigGanDeepDiscriminator
{
    /// <summary>Makes one: images [N, C, size, size] and classes to logits [N, 1].</summary>
    /// <param name="table">Its widths.</param>
    /// <param name="width">Base width.</param>
    /// <param name="data">Channels and classes.</param>
    /// <param name="weights">First weights.</param>
    internal static ProjectionDiscriminator Create(BigGanTable table, int width, DataShape data, Initializer weights)
    {
        var (inputs, size) = ((long)table.Discriminator[0] * width, table.Size);
        var trunk = new Sequential { { "image", new SpectralConv2d(data.Channels, inputs, 3, weights) } };
        for (var i = 1; i < table.Discriminator.Length; i++)
        {
            var (outputs, halves) = ((long)table.Discriminator[i] * width, i <= table.Halvings);
            size = halves ? size / 2 : size;
            var name = string.Create(CultureInfo.InvariantCulture, $"{(halves ? "down" : "full")}{size}");
            trunk.Add(name, new BigGanDeepDiscriminatorBlock(inputs, outputs, weights, halves));
            trunk.Add(name + "_2", new BigGanDeepDiscriminatorBlock(outputs, outputs, weights, halves: false));
            if (halves && size == table.Attention)
            {
                trunk.Add("attention", new SelfAttention2d(outputs, weights));
            }

            inputs = outputs;
        }

        return BigGanEnds.Judge(trunk, inputs, data.ClassCount, weights);
    }
}
