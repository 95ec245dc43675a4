using Gans.Formats;
using Gans.Models.Inception;

namespace Gans.Training.Pretrained;

/// <summary>What some weights of Inception v3 are, and what follows from that.</summary>
/// <param name="Variant">The graph that they belong to.</param>
/// <param name="Text">One line on what they are and whose scores theirs compare with.</param>
/// <param name="ValueMin">Value of black in the images that they were trained on; white is 1.</param>
/// <param name="ClassNames">Names of the classes, where known.</param>
internal sealed record InceptionOrigin(InceptionVariant Variant, string Text, double ValueMin = -1, IReadOnlyList<string>? ClassNames = null)
{
    private const int ImageNetClasses = 1000;
    private const int FidClasses = 1008;

    /// <summary>The first digits of the SHA-256 of files that were published once and for all; PyTorch writes them into the files' names.</summary>
    private const string FidDigest = "6726825d";
    private static readonly string[] TorchvisionDigests = ["1a9a5a14", "0cc3c7bd"];

    private static readonly int[] NsfwHead = [256, 128, 5];

    /// <summary>Judges weights by their file and shapes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="layers">What was found in it.</param>
    internal static InceptionOrigin Of(WeightFile file, InceptionLayers layers) => (layers.IsKeras, layers.HeadWidths) switch
    {
        (true, var head) when head.SequenceEqual(NsfwHead) => new InceptionOrigin(
            InceptionVariant.Keras,
            $"Keras' Inception v3, {Precision(file)}fine-tuned above mixed5 for another task (nsfwjs, 5 classes): scores compare only among themselves",
            ValueMin: 0,
            ["drawing", "hentai", "neutral", "porn", "sexy"]),
        (true, [ImageNetClasses]) => new InceptionOrigin(
            InceptionVariant.Keras,
            file.IsQuantized
                ? $"Keras' Inception v3, {Precision(file)}1,000 classes: scores are near those of the weights in single precision, "
                    + "but compare only among themselves"
                : "Keras' Inception v3, 1,000 classes: with Keras' ImageNet weights, scores are the published ones"),
        (false, [FidClasses]) when file.Sha256.StartsWith(FidDigest, StringComparison.Ordinal) => new InceptionOrigin(
            InceptionVariant.Fid, "the weights that FID was published with, as pytorch-fid gives them: FID is the published one"),
        (false, [FidClasses]) => new InceptionOrigin(
            InceptionVariant.Fid, "Inception v3 of FID's shape, but not pytorch-fid's published file: scores compare only among themselves"),
        (false, [ImageNetClasses]) when TorchvisionDigests.Any(digest => file.Sha256.StartsWith(digest, StringComparison.Ordinal)) => new InceptionOrigin(
            InceptionVariant.Torchvision, "torchvision's ImageNet weights: scores compare with those of torchvision's Inception v3, not with Keras' or FID's"),
        (var isKeras, var head) => new InceptionOrigin(
            isKeras ? InceptionVariant.Keras : InceptionVariant.Torchvision,
            FormattableString.Invariant($"Inception v3, {Precision(file)}{head[^1]:#,0} classes, of unknown origin: scores compare only among themselves")),
    };

    private static string Precision(WeightFile file) => file.IsQuantized ? "quantised, " : string.Empty;
}
