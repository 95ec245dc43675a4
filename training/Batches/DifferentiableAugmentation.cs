using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>Random changes of all that a discriminator sees, real and generated, through which the generator's gradient flows.</summary>
/// <remarks>
/// Zhao et al., Differentiable Augmentation for Data-Efficient GAN Training, 2020 (arXiv:2006.10738), section 3.2, with its published strengths: of few images
/// a discriminator cannot learn each by heart, and the generator does not learn the changes, as its own images are changed alike. Draws come from the
/// random generator of the images' device, one of each an image; what is off draws nothing. Strengths are those of pixels from -1 to 1;
/// what is moved in or cut out is 0.
/// </remarks>
/// <param name="colour">Whether brightness, saturation and contrast change.</param>
/// <param name="translation">Whether images move, by an eighth of their size at most.</param>
/// <param name="cutout">Whether a square of half the size is cut out.</param>
internal sealed class DifferentiableAugmentation(bool colour, bool translation, bool cutout)
{
    private const double LargestShift = 0.125;
    private const double CutShare = 0.5;

    /// <summary>What settings ask for.</summary>
    internal static DifferentiableAugmentation Of(GanSettings settings) =>
        new(settings.AugmentColour, settings.AugmentTranslation, settings.AugmentCutout);

    /// <summary>Changes each image by draws of its own.</summary>
    /// <param name="images">[N, C, H, W]; anything where all is off.</param>
    /// <returns>As many images of the same size, in the graph of the given ones; these themselves where all is off.</returns>
    internal Tensor Apply(Tensor images)
    {
        if (colour)
        {
            images = Brighten(images, Uniform(images).Minus(0.5));
            images = Saturate(images, Uniform(images).Times(2));
            images = Contrast(images, Uniform(images).Plus(0.5));
        }

        if (translation)
        {
            images = Translate(images, Shifts(images, axis: 2), Shifts(images, axis: 3));
        }

        return cutout ? CutOut(images, Centres(images, axis: 2), Centres(images, axis: 3)) : images;
    }

    /// <summary>Adds to all pixels of an image.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="by">What is added, [N, 1, 1, 1].</param>
    internal static Tensor Brighten(Tensor images, Tensor by) => images.Plus(by);

    /// <summary>Scales the distance of each pixel's channels from their mean: 0 is grey, 2 twice the colour.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="factors">[N, 1, 1, 1].</param>
    internal static Tensor Saturate(Tensor images, Tensor factors) => Scale(images, images.mean([1], keepdim: true), factors);

    /// <summary>Scales the distance of all pixels from the image's mean.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="factors">[N, 1, 1, 1].</param>
    internal static Tensor Contrast(Tensor images, Tensor factors) => Scale(images, images.mean([1, 2, 3], keepdim: true), factors);

    /// <summary>Moves each image down and to the right by whole pixels; 0 moves in.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="down">Pixels, Int64 [N]; below 0 for up.</param>
    /// <param name="right">Pixels, Int64 [N]; below 0 for left.</param>
    internal static Tensor Translate(Tensor images, Tensor down, Tensor right)
    {
        var (height, width) = (images.shape[2], images.shape[3]);
        var rows = Places(images, axis: 2) - down.reshape(-1, 1, 1);          // [N, H, 1]: where a pixel comes from
        var columns = Places(images, axis: 3) - right.reshape(-1, 1, 1);      // [N, 1, W]
        var inside = IsWithin(rows, 0, height).logical_and(IsWithin(columns, 0, width));
        var sources = Nearest(rows, height).Times(width).Plus(Nearest(columns, width));
        var moved = images.flatten(2).gather(2, sources.reshape(-1, 1, height * width).expand(-1, images.shape[1], -1));
        return moved.reshape(images.shape) * inside.unsqueeze(1).to(images.dtype);
    }

    /// <summary>Cuts out of each image what a square, or a rectangle of an image's own proportions, of half its size covers.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="rows">Its middle's row, Int64 [N]; it may reach beyond the image.</param>
    /// <param name="columns">Its middle's column, Int64 [N].</param>
    internal static Tensor CutOut(Tensor images, Tensor rows, Tensor columns)
    {
        var cut = IsCut(images, rows, axis: 2).logical_and(IsCut(images, columns, axis: 3));
        return images * cut.logical_not().unsqueeze(1).to(images.dtype);
    }

    private static Tensor Scale(Tensor images, Tensor about, Tensor factors) => ((images - about) * factors).Plus(about);

    private static Tensor IsCut(Tensor images, Tensor middles, int axis)
    {
        var length = CutLength(images.shape[axis]);
        return IsWithin((Places(images, axis) - middles.reshape(-1, 1, 1)).Plus(length / 2), 0, length);
    }

    private static Tensor Nearest(Tensor places, long count) => places.clamp(Held.Number(0), Held.Number(count - 1));

    private static Tensor IsWithin(Tensor places, long first, long end) => places.ge(Held.Number(first)).logical_and(places.lt(Held.Number(end)));

    /// <summary>0, 1, 2 and so on along an axis: [1, H, 1] or [1, 1, W].</summary>
    private static Tensor Places(Tensor images, int axis)
    {
        var places = arange(Held.Number(0), Held.Number(images.shape[axis]), Held.Number(1), ScalarType.Int64, images.device);
        return axis == 2 ? places.reshape(1, -1, 1) : places.reshape(1, 1, -1);
    }

    private static long CutLength(long size) => (long)((size * CutShare) + 0.5);

    private static Tensor Uniform(Tensor images) => rand([images.shape[0], 1, 1, 1], ScalarType.Float32, images.device);

    private static Tensor Shifts(Tensor images, int axis)
    {
        var most = (long)((images.shape[axis] * LargestShift) + 0.5);
        return randint(-most, most + 1, [images.shape[0]], ScalarType.Int64, images.device);
    }

    private static Tensor Centres(Tensor images, int axis)
    {
        var size = images.shape[axis];
        return randint(0, size + 1 - (CutLength(size) % 2), [images.shape[0]], ScalarType.Int64, images.device);
    }
}
