using Gans.Formats;

namespace Gans.Benchmarks;

/// <summary>The most memory that <c>gans evaluate</c> has resident: with many images, and with Inception v3.</summary>
internal static class EvaluationMemory
{
    private const string Folder = "build/bench/evaluate-memory";
    private const string Real = $"{Folder}/real", Fake = $"{Folder}/fake", Few = $"{Folder}/few", Extractor = $"{Folder}/wide.onnx";
    private const string Rest = "mode_score,am_score,precision_recall,density_coverage,two_sample,ms_ssim,ndb,neighbours,preference_sheet";
    private const int FewImages = 300, SomeImages = 2_000, ManyImages = 10_000;
    private const double Noise = 32;

    /// <summary>All pictures against as many disturbed ones, 2,048 features of each by a small network.</summary>
    public static void RunManyImages()
    {
        WriteDisturbed();
        WideExtractor.Export(Extractor);
        using var real = DatasetPack.Open(Real);
        PrintHead("2,048 features of each image by a small network");
        Print("the usual measures", Math.Min(ManyImages, real.Count), $"--extractor {Extractor}");
        Print("the usual measures", real.Count, $"--extractor {Extractor}");
        Print("all others", Math.Min(SomeImages, real.Count), $"--extractor {Extractor} --metrics {Rest} --pictures {Folder}/pictures");
        Print("all others", Math.Min(ManyImages, real.Count), $"--extractor {Extractor} --metrics {Rest} --pictures {Folder}/pictures");
    }

    /// <summary>Few and more images against few, by Inception v3.</summary>
    public static void RunInception()
    {
        WriteDisturbed();
        using (var all = DatasetPack.Open(Real))
        {
            SmallPictures.Write(Few, Enumerable.Range(0, FewImages).Select(i => SmallPictures.Of(all, i))).Dispose();
        }

        PrintHead("Inception v3");
        Print("the usual measures", FewImages, "", Few);
        Print("the usual measures", SomeImages, "", Few);
    }

    private static void WriteDisturbed()
    {
        using var real = SmallPictures.Prepare(Real);
        SmallPictures.Write(Fake, Enumerable.Range(0, (int)real.Count).Select(i => Disturbance.AddNoise(SmallPictures.Of(real, i), Noise, i))).Dispose();
    }

    private static void PrintHead(string what)
    {
        Console.WriteLine();
        Console.WriteLine($"greatest resident memory of gans evaluate, {what}");
    }

    private static void Print(string measures, long count, string options, string real = Real)
    {
        var peak = Machine.PeakResidentBytes("./gans", $"evaluate --real {real} --fake {Fake} --count {count} --json {Folder}/scores.json --quiet {options}".TrimEnd());
        Console.WriteLine($"  {measures}, up to {count,6:#,0} images a side   {peak / 1e6,8:F0} MB");
    }
}
