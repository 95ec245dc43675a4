using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// What real images score against others of their kind: two parts of the real set without an image in common, one of which stands for the generated images.
/// A generator that draws as the real images were drawn would score as much.
/// </summary>
/// <remarks>
/// The disjoint random parts are those of Lucic et al., Are GANs Created Equal?, 2018 (arXiv:1711.10337, section 5.1), there of equal size. Here the part that
/// stands for generated images has as many as were generated, as most scores depend on how many there are, and half of the set where that is less.
/// </remarks>
/// <param name="measures">What was computed.</param>
/// <param name="real">The real images, with features.</param>
/// <param name="generated">How many generated images there were; null where nobody knows.</param>
/// <param name="options">Seed and splits.</param>
/// <param name="cancellation">Looked at between measures.</param>
internal sealed class RealFloor(IReadOnlyList<Measure> measures, ImageSet real, long? generated, EvaluationOptions options, CancellationToken cancellation)
{
    private const int LeastImages = 4;   // two of each part

    /// <summary>Adds the floor to each score that has one.</summary>
    /// <param name="result">The scores.</param>
    /// <param name="cache">What was computed before; null to keep nothing.</param>
    /// <param name="progress">Told of each measure; may be null.</param>
    internal EvaluationResult AddTo(EvaluationResult result, FloorCache? cache, IProgress<StageProgress>? progress)
    {
        var asked = measures.Where(measure => measure.HasFloor(real)).ToList();
        var count = real.Summary.Images!.Value;
        if (asked.Count == 0)
        {
            return result;
        }

        var half = count / 2;
        var parts = new FloorParts(Math.Min(generated ?? half, half), count - Math.Min(generated ?? half, half));
        var context = new Lazy<ScoringContext>(() => Split(parts));
        var (values, without) = (new Dictionary<string, double>(), new List<string>());
        for (var i = 0; i < asked.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StageProgress("computing the floor", i, asked.Count, asked[i].Name));
            var question = QuestionOf(asked[i], parts);
            if (cache?.Find(question) is { } known)
            {
                Take(known);
                continue;
            }

            try
            {
                Score[] scores = count < LeastImages ? [] : [.. asked[i].Compute(context.Value)];
                cache?.Add(question, scores);
                Take(scores.ToDictionary(score => score.Name, score => score.Value));
            }
            catch (InvalidInputException)   // too few images, which the measure says in words about sets that nobody named
            {
                without.Add(asked[i].Name);
            }
        }

        cache?.Save();
        return result with
        {
            Scores = [.. result.Scores.Select(score => values.TryGetValue(score.Name, out var value) ? score with { Floor = value } : score)],
            Floor = values.Count > 0 ? parts : null,
            Warnings = [.. result.Warnings, .. WarningOf(count, parts, count < LeastImages ? [.. asked.Select(measure => measure.Name)] : without)],
        };

        void Take(IReadOnlyDictionary<string, double> scores)
        {
            foreach (var (name, value) in scores)
            {
                values[name] = value;
            }
        }
    }

    private string[] WarningOf(long count, FloorParts parts, List<string> without) => without.Count > 0
        ? [FormattableString.Invariant($"floor: {count:N0} real images are too few for two parts: none for {string.Join(", ", without)}")]
        : generated > parts.Drawn
            ? [FormattableString.Invariant(
                $"floor: {count:N0} real images are too few to set {generated:N0} aside: of {parts.Drawn:N0} against {parts.Compared:N0} it is worse")]
            : [];

    private ScoringContext Split(FloorParts parts)
    {
        var order = new SeededDraws(options.Seed, DrawPurpose.Floor).Permutation(parts.Drawn + parts.Compared);
        long[] drawn = [.. order[..(int)parts.Drawn].Order()], compared = [.. order[(int)parts.Drawn..].Order()];
        return new ScoringContext(real.Part(drawn), real.Part(compared))
        {
            Seed = options.Seed,
            Splits = options.Splits,
            Bootstrap = 0,
            Cancellation = cancellation,
        };
    }

    private string QuestionOf(Measure measure, FloorParts parts) => FormattableString.Invariant(
        $"{measure.Name} {parts.Drawn}:{parts.Compared} seed {options.Seed} splits {options.Splits} pixels {real.Pixels?.Dimensions ?? 0}");
}
