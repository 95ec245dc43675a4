using System.Globalization;
using System.Text;
using System.Text.Json;
using Gans.Formats;
using Gans.Inference;
using Gans.Inference.Metrics;

namespace Gans.Pipeline.Stages;

/// <summary>Scores translations by the targets that they should be: what <c>gans evaluate --pairs</c> does.</summary>
internal static class PairComparison
{
    private const string Advice = "Give a pack of pairs that gans prepare wrote as --real.";

    /// <summary>Compares, prints a table and writes the numbers.</summary>
    /// <param name="work">Inputs and output of the stage.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was found, one sentence.</returns>
    /// <exception cref="InvalidInputException">The inputs are no translator, or no pairs, or do not fit together.</exception>
    internal static string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        using var pack = OpenPairs(work.FindInput("real"));
        using var translator = Load(work.Input("fake"), work);
        using var back = (work.FindInput("back") ?? work.FindInput("extractor")) is { } path ? Load(path, work) : null;
        RequireSize(translator, pack);
        var mean = work.FindInput("baseline") is { } baseline ? MeanTarget(baseline, pack) : null;
        var (translations, sources, means, cycles) = (new PairScores(), new PairScores(), new PairScores(), new PairScores());
        var count = work.Values.Get(EvaluateStageOptions.Count) is { } most ? Math.Min(most, pack.Count) : pack.Count;
        for (var i = 0L; i < count; i++)
        {
            var (source, target) = (ImageOf(pack, pack.GetImage(i)), ImageOf(pack, pack.GetPair(i)));
            var made = translator.Translate(source, cancellationToken: cancellation);
            translations.Add(made, target);
            sources.Add(source, target);
            if (mean is not null)
            {
                means.Add(mean, target);
            }

            if (back is not null)
            {
                cycles.Add(back.Translate(made, cancellationToken: cancellation), source);
            }

            progress.Report(new StageProgress("comparing", i + 1, count));
        }

        (string Name, PairScores Scores)[] rows =
            [("translations", translations), ("sources", sources), ("mean_target", means), ("there_and_back", cycles)];
        Write(work, [.. rows.Where(static row => row.Scores.Count > 0)], translations.CountNearerThan(means.Count > 0 ? means : sources), means.Count > 0);
        return string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(translations.Count, "pair")}, {translations}");
    }

    private static void Write(StageCall work, IReadOnlyList<(string Name, PairScores Scores)> rows, int nearer, bool hasMean)
    {
        var than = hasMean ? "mean_target" : "sources";
        var lines = new List<string>();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("pairs", rows[0].Scores.Count);
            foreach (var (name, scores) in rows)
            {
                json.WriteStartObject(name);
                json.WriteNumber("mae", scores.MeanAbsolute);
                json.WriteNumber("psnr", scores.PeakSignalToNoise);
                if (scores.StructuralSimilarity is { } similarity)
                {
                    json.WriteNumber("ssim", similarity);
                }

                json.WriteEndObject();
                lines.Add($"{name.Replace('_', ' '),-16} {scores}");
            }

            json.WriteNumber($"nearer_than_{than}", nearer);
            json.WriteEndObject();
        }

        lines.Add($"nearer than the {than.Replace('_', ' ')} in {nearer} of {rows[0].Scores.Count} pairs");
        work.Tell(Encoding.UTF8.GetString(buffer.ToArray()), lines);
    }

    private static DatasetPack OpenPairs(string? path)
    {
        var pack = DatasetPack.Open(path ?? throw new InvalidInputException($"Comparing pairs: found none, needed a pack of pairs. {Advice}"));
        if (pack.HasPairs)
        {
            return pack;
        }

        pack.Dispose();
        throw new InvalidInputException($"Comparing pairs: found {path}, whose images have no targets, needed pairs. {Advice}");
    }

    private static Translator Load(string path, StageCall work) =>
        Translator.Load(ModelPath.Require(path), new TranslatorOptions { Device = work.Values.Require(StageOption.Device) });

    private static void RequireSize(Translator translator, DatasetPack pack)
    {
        if (translator.Height != pack.Height || translator.Width != pack.Width || translator.Channels != pack.Channels)
        {
            throw new InvalidInputException(
                $"Comparing pairs: found images of {pack.Height}x{pack.Width}x{pack.Channels}, "
                + $"needed {translator.Height}x{translator.Width}x{translator.Channels} as {translator.Info.Name} translates. Prepare them with its size.");
        }
    }

    /// <summary>The mean of all targets of a pack, rounded: what somebody who looks at no source would draw.</summary>
    private static Image MeanTarget(string path, DatasetPack like)
    {
        using var pack = OpenPairs(path);
        if (pack.Height != like.Height || pack.Width != like.Width || pack.Channels != like.Channels)
        {
            throw new InvalidInputException(
                $"Comparing pairs: found {path} with images of another size or colour, needed those of --real. Prepare both alike.");
        }

        var sums = new long[pack.Height * pack.Width * pack.Channels];
        for (var i = 0L; i < pack.Count; i++)
        {
            var target = pack.GetPair(i);
            for (var place = 0; place < sums.Length; place++)
            {
                sums[place] += target[place];
            }
        }

        return new Image(pack.Height, pack.Width, pack.Channels, Array.ConvertAll(sums, sum => (byte)Math.Round((double)sum / pack.Count)));
    }

    private static Image ImageOf(DatasetPack pack, ReadOnlySpan<byte> pixels) => new(pack.Height, pack.Width, pack.Channels, [.. pixels]);
}
