using System.Globalization;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Computes measures from what the images left.</summary>
internal sealed class Scoring(EvaluationOptions options, ImageSet fake, ImageSet? real, IProgress<StageProgress>? progress, CancellationToken cancellation)
{
    private const long FewImages = 2048, UsualImages = 10_000, ImagesPerBin = 500;
    private const int Pairs = 100;

    private readonly List<string> warnings = [];
    private readonly List<string> pictures = [];

    private ImageSet Real => real!;   // the plan saw to it where a measure needs it

    /// <summary>The result with scores, warnings and pictures.</summary>
    internal EvaluationResult Score(IReadOnlyList<Measure> measures, EvaluationResult result)
    {
        var scores = new List<Score>();
        for (var i = 0; i < measures.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StageProgress("computing", i, measures.Count, measures[i].Name));
            scores.AddRange(Compute(measures[i].Name));
        }

        progress?.Report(new StageProgress("computing", measures.Count, measures.Count));
        return result with { Scores = scores, Warnings = [.. result.Warnings, .. warnings], Pictures = pictures };
    }

    private IEnumerable<Score> Compute(string measure) => measure switch
    {
        "inception_score" => Inception(),
        "mode_score" => [new(measure, ModeScore.Compute(ProbabilitiesOf(fake), ProbabilitiesOf(Real)), Better.Higher)],
        "am_score" => [new(measure, AmScore.Compute(ProbabilitiesOf(fake), ProbabilitiesOf(Real)), Better.Lower)],
        "fid" => Frechet(),
        "kid" => Kernel(),
        "precision_recall" => Neighbours(),
        "density_coverage" => Density(),
        "two_sample" => TwoSample(),
        "ms_ssim" => Similarity(),
        "ndb" => Bins(),
        "neighbours" => Draw(new NeighbourPictures(options, fake, Real, cancellation).Write),
        "preference_sheet" => Draw(new PreferenceSheet(options, fake, Real).Write),
        "classification" => Classification(),
        "code_information" => Information(),
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
    };

    private IEnumerable<Score> Inception()
    {
        Require(fake, options.Splits, "inception_score", "one a split", " or fewer splits (--splits)");
        var order = new SeededDraws(options.Seed, DrawPurpose.Splits).Permutation(fake.Logits!.Count);
        var (mean, deviation) = InceptionScore.Compute(fake.Logits, options.Splits, order);
        return [new("inception_score", mean, Better.Higher, deviation)];
    }

    private IEnumerable<Score> Frechet()
    {
        RequireStatistics(fake);
        RequireStatistics(Real);
        var terms = FrechetDistance.Explain(Real.Statistics, fake.Statistics);
        WarnOfCount(fake, "generated", terms.SecondRank, fake.Statistics.Dimensions);
        WarnOfCount(Real, "real", terms.FirstRank, Real.Statistics.Dimensions);
        double? deviation = options.Bootstrap > 0 ? Bootstrap.Deviation(Real, fake, options.Bootstrap, options.Seed, progress, cancellation) : null;
        return [new("fid", terms.Value, Better.Lower, deviation)];
    }

    private IEnumerable<Score> Kernel()
    {
        RequireBoth(2, "kid", "two of each");
        var (mean, deviation) = KernelDistance.OverSubsets(Real.Features!, fake.Features!, options.Seed, cancellation: cancellation);
        var least = Math.Min(fake.Features!.Count, Real.Features!.Count);
        if (deviation is null)
        {
            warnings.Add($"kid: of all {least:N0} images at once, by custom of subsets of {KernelDistance.DefaultSubsetSize:N0}: no deviation");
        }
        else if (least < KernelDistance.DefaultSubsetSize)
        {
            warnings.Add($"kid: subsets of {least:N0} images, by custom of {KernelDistance.DefaultSubsetSize:N0}: its deviation says less");
        }

        return [new("kid", mean, Better.Lower, deviation)];
    }

    private IEnumerable<Score> Neighbours()
    {
        RequireBoth(PrecisionRecall.DefaultNeighbours + 1, "precision_recall", "more of each than neighbours");
        var (precision, recall) = PrecisionRecall.Compute(Real.Features!, fake.Features!, cancellation: cancellation);
        return [new("precision", precision, Better.Higher), new("recall", recall, Better.Higher)];
    }

    private IEnumerable<Score> Density()
    {
        RequireBoth(DensityCoverage.DefaultNeighbours + 1, "density_coverage", "more of each than neighbours");
        var (density, coverage) = DensityCoverage.Compute(Real.Features!, fake.Features!, cancellation: cancellation);
        return [new("density", density, Better.Higher), new("coverage", coverage, Better.Higher)];
    }

    private IEnumerable<Score> TwoSample()
    {
        RequireBoth(2, "two_sample", "two of each");
        var accuracy = TwoSampleTest.Compute(Real.Features!, fake.Features!, options.Seed, cancellation);
        return
        [
            new("two_sample", accuracy.Overall, Better.Half), new("two_sample_real", accuracy.OnReal, Better.Half),
            new("two_sample_fake", accuracy.OnFake, Better.Half),
        ];
    }

    private IEnumerable<Score> Similarity()
    {
        yield return SimilarityOf(fake, "ms_ssim", Better.LikeReal);
        if (real?.Source is not null)
        {
            yield return SimilarityOf(real, "ms_ssim_real", Better.LikeReal);
        }
    }

    private Score SimilarityOf(ImageSet set, string name, Better better)
    {
        Require(set, 2, "ms_ssim", "a pair");
        var (mean, deviation) = PairSimilarity.Compute(set, Pairs, options, cancellation);
        return new(name, mean, better, deviation);
    }

    private IEnumerable<Score> Bins()
    {
        Require(Real, BinComparison.DefaultBins, "ndb", "one a bin");
        if (Real.Pixels!.Count < BinComparison.DefaultBins * ImagesPerBin)
        {
            warnings.Add($"ndb: {Real.Pixels.Count:N0} real images in {BinComparison.DefaultBins} bins, advised are {ImagesPerBin} a bin");
        }

        var (share, divergence) = BinComparison.Compute(Real.Pixels, fake.Pixels!, options.Seed, cancellation: cancellation);
        return [new("ndb", share, Better.Lower), new("ndb_js", divergence, Better.Lower)];
    }

    private IEnumerable<Score> Classification()
    {
        if (fake.Classes != fake.Logits!.Dimensions)
        {
            throw new InvalidInputException(
                $"Computing classification: found {(fake.Classes == 0 ? "no labels" : $"{fake.Classes} classes")} in {fake.Summary.Path}, "
                + $"needed the extractor's {fake.Logits.Dimensions} classes. Use an extractor of that data set, or leave it out.");
        }

        return [new("classification", ClassificationScore.Compute(fake.Logits, fake.Labels), Better.Higher)];
    }

    private IEnumerable<Score> Information() => fake.Labels.Count > 0
        ? [new("code_information", CodeInformation.Compute(fake.Logits!, fake.Labels), Better.Higher)]
        : throw new InvalidInputException(
            $"Computing code_information: found neither classes nor a category in codes in {fake.Summary.Path}, needed one. "
            + "Use a generator that is asked for something, or leave it out.");

    private IEnumerable<Score> Draw(Func<IEnumerable<string>> write)
    {
        pictures.AddRange(write());
        return [];
    }

    private static ClassProbabilities ProbabilitiesOf(ImageSet set)
    {
        var probabilities = new ClassProbabilities(set.Logits!.Dimensions);
        var row = new double[set.Logits.Dimensions];
        for (var i = 0L; i < set.Logits.Count; i++)
        {
            set.Logits.Read(i, row);
            probabilities.AddLogits(row);
        }

        return probabilities;
    }

    private void WarnOfCount(ImageSet set, string side, int rank, int dimensions)
    {
        if (set.Summary.Images < UsualImages)
        {
            var meaning = set.Summary.Images < FewImages ? "it says little" : "it compares only with values from as many";
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"fid: {set.Summary.Images:N0} {side} images, below "
                + $"{(set.Summary.Images < FewImages ? FewImages : UsualImages):N0} {meaning}"));
        }

        if (rank < dimensions)
        {
            warnings.Add($"fid: the covariance of the {side} images is singular, of rank {rank} in {dimensions} dimensions");
        }
    }

    private static void RequireStatistics(ImageSet set)
    {
        if (set.Known is null)
        {
            Require(set, 2, "fid", "two or more for a covariance");
        }
    }

    private void RequireBoth(int least, string measure, string why)
    {
        Require(fake, least, measure, why);
        Require(Real, least, measure, why);
    }

    private static void Require(ImageSet set, int least, string measure, string why, string remedy = "")
    {
        if (set.Summary.Images < least)
        {
            throw new InvalidInputException(
                $"Computing {measure}: found {set.Summary.Images} image{(set.Summary.Images == 1 ? "" : "s")} in {set.Summary.Path}, "
                + $"needed {least} or more ({why}). Give more images{remedy}.");
        }
    }
}
