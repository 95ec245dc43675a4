namespace Gans.Inference.Metrics;

/// <summary>The measures that an evaluation can compute.</summary>
public static class Measures
{
    /// <summary>All of them, in the order in which they are listed to a person.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("inception_score", "confident and varied classes among the generated images"),
        new("mode_score", "the same, against the classes of the real images", NeedsReal: true),
        new("am_score", "entropies of classes against those of the real images", NeedsReal: true),
        new("fid", "Frechet distance of Gaussians fitted to features", NeedsReal: true, TakesStatistics: true),
        new("kid", "squared kernel distance of features, unbiased", NeedsReal: true),
        new("precision_recall", "share of images inside the other set's neighbourhoods", NeedsReal: true),
        new("density_coverage", "the same, robust against outliers", NeedsReal: true),
        new("two_sample", "accuracy with which nearest neighbours tell the two sets apart", NeedsReal: true),
        new("ms_ssim", "likeness of random pairs of generated images", NeedsPixels: true),
        new("ndb", "bins of the real images that generated ones fill otherwise", NeedsReal: true, NeedsPixels: true),
        new("neighbours", "pictures of the nearest real images of generated ones", NeedsReal: true, NeedsPixels: true, DrawsPictures: true),
        new(
            "preference_sheet",
            "a picture of real and generated images side by side, to be judged by people",
            NeedsReal: true,
            NeedsPixels: true,
            DrawsPictures: true),
        new("classification", "accuracy with which the extractor finds the class that was asked for"),
        new("code_information", "normalised mutual information of the class or code asked for and the class found"),
    ];
}

/// <summary>A measure.</summary>
/// <param name="Name">How it is asked for.</param>
/// <param name="Summary">What it says, in a few words.</param>
/// <param name="NeedsReal">Whether it compares with real images.</param>
/// <param name="TakesStatistics">Whether mean and covariance are enough for it.</param>
/// <param name="NeedsPixels">Whether it looks at images beside features; such a one cannot be split into shards.</param>
/// <param name="DrawsPictures">Whether it writes pictures.</param>
public sealed record Measure(
    string Name, string Summary, bool NeedsReal = false, bool TakesStatistics = false, bool NeedsPixels = false, bool DrawsPictures = false);
