using Gans.Models;
using Gans.Training.Native;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>The same images over what networks make of them: a row of sources, a row of translations, a row of what these become, and so on.</summary>
/// <remarks>
/// Each image goes through the networks by itself and with noise, as chapter 22 of Brownlee has it at test time; the noise is the same each time. It draws
/// nothing from the training's random generators and moves no statistics.
/// </remarks>
internal sealed class TranslatedPictures : SampleMaker
{
    private const long Seed = 0x7A15;

    private readonly Device device;
    private readonly IReadOnlyList<Tensor> shown;
    private readonly IReadOnlyList<(int Row, IReadOnlyList<ImageTranslator> Networks)> rows;

    /// <summary>Takes what is shown.</summary>
    /// <param name="device">Where.</param>
    /// <param name="shown">Images, [N, C, H, W] each, of one size.</param>
    /// <param name="rows">The rows of images that are shown, in this order, and the networks whose results follow each, one after the other.</param>
    internal TranslatedPictures(Device device, IReadOnlyList<Tensor> shown, IReadOnlyList<(int Row, IReadOnlyList<ImageTranslator> Networks)> rows)
    {
        (this.device, this.shown, this.rows) = (device, shown, rows);
        foreach (var images in shown)
        {
            images.DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public override int? Columns => (int)shown[0].shape[0];

    /// <inheritdoc/>
    public override Tensor Make()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var all = RandomState.Aside(Seed, device, () => rows.SelectMany(row => Chain(shown[row.Row], row.Networks)).ToArray());
        return cat(all, 0).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var images in shown)
        {
            images.Dispose();
        }
    }

    private static IEnumerable<Tensor> Chain(Tensor images, IEnumerable<ImageTranslator> networks)
    {
        yield return images;
        foreach (var network in networks)
        {
            images = cat([.. images.split(1, 0).Select(image => TranslationScene.Translate(network, image))], 0);
            yield return images;
        }
    }
}
