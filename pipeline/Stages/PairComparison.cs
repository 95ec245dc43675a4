using System.Globalization;
using System.Text;
using System.Text.Json;
using Gans.Formats;
using Gans.Inference;
using Gans.Inference.Metrics;
using Gans.Models;
using Gans.Training;
using Gans.Training.Export;

namespace Gans.Pipeline.Stages;

/// <summary>Scores translations by the targets that they should be: what <c>gans evaluate --pairs</c> does.</summary>
internal sealed class PairComparison
{
    private const string Advice = "Give a pack of pairs that gans prepare wrote as --real.";

    private readonly StageCall work;
    private readonly DatasetPack pack;
    private readonly long count;
    private readonly Translator? back;
    private readonly Image? mean;
    private readonly PairScores sources = new();
    private readonly PairScores means = new();

    private PairComparison(StageCall work, DatasetPack pack, Translator? back)
    {
        (this.work, this.pack, this.back) = (work, pack, back);
        count = work.Values.Get(EvaluateStageOptions.Count) is { } most ? Math.Min(most, pack.Count) : pack.Count;
        mean = work.FindInput("baseline") is { } baseline ? MeanTarget(baseline, pack) : null;
    }

    /// <summary>Compares, prints a table and writes the numbers.</summary>
    /// <param name="work">Inputs and output of the stage.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What was found, one sentence.</returns>
    /// <exception cref="InvalidInputException">The inputs are no translator and no run that kept some, or no pairs, or do not fit together.</exception>
    internal static string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        using var pack = OpenPairs(work.FindInput("real"));
        using var back = (work.FindInput("back") ?? work.FindInput("extractor")) is { } path ? Load(path, work) : null;
        var comparison = new PairComparison(work, pack, back);
        return GeneratorSeries.IsRun(work.Input("fake")) ? comparison.OfKept(progress, cancellation) : comparison.OfOne(progress, cancellation);
    }

    private string Yardstick => mean is null ? "sources" : "mean_target";

    private string OfOne(IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        using var translator = Load(work.Input("fake"), work);
        var (translations, cycles) = Compare(translator, pair => progress.Report(new StageProgress("comparing", pair, count)), cancellation);
        Tell(json =>
        {
            WriteRow(json, "translations", translations);
            WriteReferences(json);
            WriteRow(json, "there_and_back", cycles);
            json.WriteNumber($"nearer_than_{Yardstick}", NearerThanYardstick(translations));
        },
        [
            Line("translations", translations),
            .. References(),
            .. cycles.Count > 0 ? [Line("there and back", cycles)] : Array.Empty<string>(),
            $"nearer than the {Yardstick.Replace('_', ' ')} in {NearerThanYardstick(translations)} of {translations.Count} pairs",
        ]);
        return string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(translations.Count, "pair")}, {translations}");
    }

    /// <summary>Every translator that a run kept, to choose one; of a run without pairs those from the first domain to the second.</summary>
    private string OfKept(IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var run = work.Input("fake");
        var kept = GeneratorSeries.KeptBy(run);
        var isUnpaired = ModelRegistry.Shipped.TryGet(RunInfo.Read(new RunFolder(run)).Model, out var model) && model is TranslationModel { IsPaired: false };
        using var folder = GeneratorSeries.WorkFolder();
        var file = Path.Combine(folder.WorkPath, "translator.onnx");
        var rows = new List<(long Step, PairScores Translations, PairScores Cycles)>();
        foreach (var (step, _) in kept)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"step {step}");
            progress.Report(new StageProgress("comparing translators", rows.Count, kept.Count, text));
            RunExport.Run(
                new ExportOptions { Run = run, Output = file, Step = step, Direction = isUnpaired ? TranslationDirection.AtoB : null }, cancellation);
            using var translator = Load(file, work);
            var (translations, cycles) = Compare(translator, each: null, cancellation);
            rows.Add((step, translations, cycles));
        }

        var best = rows.MinBy(static row => row.Translations.MeanAbsolute);
        Tell(json =>
        {
            json.WriteStartArray("generators");
            foreach (var (step, translations, cycles) in rows)
            {
                json.WriteStartObject();
                json.WriteNumber("step", step);
                WriteScores(json, translations);
                json.WriteNumber($"nearer_than_{Yardstick}", NearerThanYardstick(translations));
                WriteRow(json, "there_and_back", cycles);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("best_step", best.Step);
            WriteReferences(json);
        },
        [
            .. rows.SelectMany(row => LinesOf(row.Step, row.Translations, row.Cycles, row.Step == best.Step)),
            .. References(),
        ]);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Counted.Of(rows.Count, "translator")}, best {best.Translations} at step {best.Step}");
    }

    private IEnumerable<string> LinesOf(long step, PairScores translations, PairScores cycles, bool isBest)
    {
        var nearer = $"nearer than the {Yardstick.Replace('_', ' ')} in {NearerThanYardstick(translations)} of {translations.Count}";
        yield return Line(string.Create(CultureInfo.InvariantCulture, $"step {step:#,0}"), translations) + $", {nearer}" + (isBest ? ", best" : "");
        if (cycles.Count > 0)
        {
            yield return Line("  there and back", cycles);
        }
    }

    /// <summary>Scores a translator, and what its pairs score without it where that was not done yet.</summary>
    private (PairScores Translations, PairScores Cycles) Compare(Translator translator, Action<long>? each, CancellationToken cancellation)
    {
        RequireSize(translator);
        var (translations, cycles, isFirst) = (new PairScores(), new PairScores(), sources.Count == 0);
        for (var i = 0L; i < count; i++)
        {
            var (source, target) = (ImageOf(pack, pack.GetImage(i)), ImageOf(pack, pack.GetPair(i)));
            var made = translator.Translate(source, cancellationToken: cancellation);
            translations.Add(made, target);
            if (isFirst)
            {
                sources.Add(source, target);
                if (mean is not null)
                {
                    means.Add(mean, target);
                }
            }

            if (back is not null)
            {
                cycles.Add(back.Translate(made, cancellationToken: cancellation), source);
            }

            each?.Invoke(i + 1);
        }

        return (translations, cycles);
    }

    private int NearerThanYardstick(PairScores translations) => translations.CountNearerThan(mean is null ? sources : means);

    private void Tell(Action<Utf8JsonWriter> write, IReadOnlyList<string> lines)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("pairs", count);
            write(json);
            json.WriteEndObject();
        }

        work.Tell(Encoding.UTF8.GetString(buffer.ToArray()), lines);
    }

    private void WriteReferences(Utf8JsonWriter json)
    {
        WriteRow(json, "sources", sources);
        WriteRow(json, "mean_target", means);
    }

    private IEnumerable<string> References() =>
        mean is null ? [Line("sources", sources)] : [Line("sources", sources), Line("mean target", means)];

    private static string Line(string name, PairScores scores) => $"{name,-16} {scores}";

    private static void WriteRow(Utf8JsonWriter json, string name, PairScores scores)
    {
        if (scores.Count > 0)
        {
            json.WriteStartObject(name);
            WriteScores(json, scores);
            json.WriteEndObject();
        }
    }

    private static void WriteScores(Utf8JsonWriter json, PairScores scores)
    {
        json.WriteNumber("mae", scores.MeanAbsolute);
        json.WriteNumber("psnr", scores.PeakSignalToNoise);
        if (scores.StructuralSimilarity is { } similarity)
        {
            json.WriteNumber("ssim", similarity);
        }
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

    private void RequireSize(Translator translator)
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
