using System.Globalization;
using Gans.Models.Layers;

namespace Gans.Models.BigGan;

/// <summary>BigGAN's discriminator: blocks by a table, the sum over all pixels, and the class by projection. All weights are spectrally normed.</summary>
/// <remarks>Brock et al., 2018 (arXiv:1809.11096), appendix B; Miyato and Koyama, 2018 (arXiv:1802.05637).</remarks>
internal static class BigGanDiscriminator
{
    /// <summary>Makes one: images [N, C, size, size] and classes to logits [N, 1].</summary>
    /// <param name="table">Its widths.</param>
    /// <param name="width">Base width.</param>
    /// <param name="data">Channels and classes.</param>
    /// <param name="weights">First weights.</param>
    internal static ProjectionDiscriminator Create(BigGanTable table, int width, DataShape data, Initializer weights)
    {
        var trunk = new Sequential();
        var (inputs, size) = ((long)data.Channels, table.Size);
        for (var i = 0; i < table.Discriminator.Length; i++)
        {
            var (outputs, halves) = ((long)table.Discriminator[i] * width, i < table.Halvings);
            size = halves ? size / 2 : size;
            trunk.Add(
                string.Create(CultureInfo.InvariantCulture, $"{(halves ? "down" : i == table.Halvings ? "full" : "last")}{size}"),
                new BigGanDiscriminatorBlock(inputs, outputs, weights, isFirst: i == 0, halves));
            if (halves && size == table.Attention)
            {
                trunk.Add("attention", new SelfAttention2d(outputs, weights));
            }

            inputs = outputs;
        }

        return BigGanEnds.Judge(trunk, inputs, data.ClassCount, weights);
    }
}
