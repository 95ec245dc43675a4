using Gans.Formats;

namespace Gans.Benchmarks;

/// <summary>The most memory that <c>gans evaluate</c> has resident: with many images, and with the default extractor.</summary>
internal static class EvaluationMemory
{
    private const string Folder = "build/bench/evaluate-memory";
    private const string Spoilt = $"{Folder}/spoilt", Few = $"{Folder}/few", Extractor = $"{Folder}/wide.onnx";
    private const string Others = "mode_score,am_score,precision_recall,density_coverage,two_sample,ms_ssim,ndb,neighbours,preference_sheet";
    private const int FewImages = 300, SomeImages = 2_000, ManyImages = 10_000;
    private const double Noise = 32;

    /// <summary>Pictures against as many noisy ones, 2,048 features of each by a small network.</summary>
    public static void RunManyImages()
    {
        var real = SmallPictures.Ensure();
        var all = Spoil(real);
        WideExtractor.Export(Extractor);
        PrintHead("2,048 features of each image by a small network");
        Print(real, ManyImages, $"--extractor {Extractor}");
        Print(real, all, $"--extractor {Extractor}");
        Print(real, SomeImages, $"--extractor {Extractor} --metrics {Others} --pictures {Folder}/pictures");
        Print(real, ManyImages, $"--extractor {Extractor} --metrics {Others} --pictures {Folder}/pictures");
    }

    /// <summary>Few and more images against few, by the default extractor.</summary>
    public static void RunDefault()
    {
        var real = SmallPictures.Ensure();
        Spoil(real);
        using (var pictures = DatasetPack.Open(real))
        {
            SmallPictures.Write(Few, Enumerable.Range(0, FewImages).Select(i => SmallPictures.Of(pictures, i)));
        }

        PrintHead("ResNet-18");
        Print(Few, FewImages, "");
        Print(Few, SomeImages, "");
    }

    /// <summary>Writes a pack of noisy pictures, and says how many.</summary>
    private static long Spoil(string folder)
    {
        using var pictures = DatasetPack.Open(folder);
        SmallPictures.Write(Spoilt, Enumerable.Range(0, (int)pictures.Count).Select(i => Disturbance.AddNoise(SmallPictures.Of(pictures, i), Noise, i)));
        return pictures.Count;
    }

    private static void PrintHead(string what)
    {
        Console.WriteLine();
        Console.WriteLine($"greatest resident memory of gans evaluate, {what}");
    }

    private static void Print(string real, long count, string options)
    {
        var command = $"evaluate --real {real} --fake {Spoilt} --count {count} --json {Folder}/scores.json --skip-cache --quiet {options}".TrimEnd();
        var peak = Machine.PeakResidentBytes("./gans", command);
        var measures = options.Contains("--metrics", StringComparison.Ordinal) ? "all other" : "the usual";
        Console.WriteLine($"  {measures} measures, {count,6:#,0} images at most of each side   {peak / 1e6,6:F0} MB");
    }
}
