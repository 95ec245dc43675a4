using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// Mean multi-scale similarity of random pairs: how alike a set's images are. To be compared with the real images' value; far above it, the set has collapsed.
/// </summary>
/// <remarks>
/// Odena et al., Conditional Image Synthesis with Auxiliary Classifier GANs, 2016 (arXiv:1610.09585): 100 pairs, within a class where images have labels.
/// </remarks>
internal static class PairSimilarity
{
    /// <summary>Mean and population deviation over pairs.</summary>
    /// <exception cref="InvalidInputException">Images are too small for the similarity's window.</exception>
    internal static (double Mean, double Deviation) Compute(ImageSet set, int pairs, EvaluationOptions options, CancellationToken cancellation)
    {
        var draws = new SeededDraws(options.Seed, DrawPurpose.Pairs);
        var groups = Groups(set);
        var similarities = new double[pairs];
        for (var i = 0; i < pairs; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var group = groups[(int)draws.Next(groups.Count)];
            var chosen = draws.Subset(group.Count, 2);
            var first = Load(set, group[(int)chosen[0]]);
            var second = PixelSampler.Resized(Load(set, group[(int)chosen[1]]), first.Height, first.Width, first.Channels);
            similarities[i] = Compare(first, second, set);
        }

        return Spread.Of(similarities);
    }

    private static double Compare(Image first, Image second, ImageSet set)
    {
        try
        {
            return StructuralSimilarity.Compute(first, second);
        }
        catch (ArgumentException e)
        {
            throw new InvalidInputException(
                $"Computing ms_ssim of {set.Summary.Path}: found images of {first.Height} x {first.Width}, needed 11 pixels a side or more. Leave it out.", e);
        }
    }

    /// <summary>Indices of images that may form a pair: those of each class, or all.</summary>
    private static List<List<long>> Groups(ImageSet set)
    {
        if (set.Labels.Count == 0)
        {
            return [[.. set.Indices]];
        }

        var byClass = set.Indices.Zip(set.Labels).GroupBy(
            image => image.Second,
            image => image.First).Select(group => group.ToList()).Where(group => group.Count > 1).ToList();
        return byClass.Count > 0 ? byClass : [[.. set.Indices]];
    }

    private static Image Load(ImageSet set, long index) => set.Source!.Load(index, 1, skipBad: false)[0].Image!;
}
