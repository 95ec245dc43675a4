using System.Globalization;
using System.Text;
using System.Text.Json;
using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Metrics.Tests;

[TestClass]
public sealed partial class EvaluationTests : IDisposable
{
    private static readonly string[] EveryMeasure = [.. Measures.All.Select(measure => measure.Name)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Run_TwoFolders_ScoresThem()
    {
        var result = Run(new() { Real = Folder("real", 40, seed: 1), Fake = Folder("fake", 30, seed: 2), Extractor = Extractor() });

        CollectionAssert.AreEqual(new[] { "inception_score", "fid", "kid" }, Names(result));
        Assert.AreEqual((40L, 30L), (result.Real!.Images, result.Fake.Images));
        Assert.AreEqual("tiny", result.Extractor.Name);
        Assert.IsTrue(Value(result, "inception_score") is >= 1 and <= 4);
        CollectionAssert.AreEqual(
            new[]
            {
                "kid: of all 30 generated and 40 real images at once, by custom of subsets of 1,000: no deviation",
                "floor: 40 real images are too few to set 30 aside: of 20 against 20 it is worse",
            },
            result.Warnings.ToArray());
    }

    [TestMethod]
    [DataRow(6, "fid: 6 generated images for 6 features, covariances of rank 5: it says little")]
    [DataRow(7, "fid: 7 generated images, below 30 it compares only with values from as many")]
    [DataRow(30, "")]
    [Description("The extractor has 6 features: noise of 6 images gives a covariance of rank 5, 7 images are the fewest for a whole one, "
        + "and 5 times 6 are taken for enough.")]
    public void Run_FewImages_WarnsOncePerFactByTheExtractorsWidth(int count, string expected)
    {
        var (real, fake) = (Folder("real", 60, seed: 1), Folder("fake", count, seed: 2));

        var warnings = Run(new() { Real = real, Fake = fake, Extractor = Extractor(), Metrics = ["fid"] }).Warnings;

        Assert.AreEqual(expected, string.Join('\n', warnings));
    }

    [TestMethod]
    [Description("All images equal: no feature varies, which is rank 0 on both sides. One line for both.")]
    public void Run_SingularCovariances_AreToldOnce()
    {
        using var pack = Pack("flat", 60, classes: 0, _ => 1);

        var result = Run(new() { Real = folder["flat"], Fake = folder["flat"], Extractor = Extractor(), Metrics = ["fid"], SkipFloor = true });

        CollectionAssert.AreEqual(
            new[] { "fid: covariances of the generated and real images are singular, of rank 0 in 6 dimensions" }, result.Warnings.ToArray());
    }

    [TestMethod]
    public void Run_SetAgainstItself_IsPerfect()
    {
        var images = Folder("images", 60, seed: 3);

        var result = Run(
            new() { Real = images, Fake = images, Extractor = Extractor(), Metrics = ["fid", "precision_recall", "density_coverage", "two_sample"] });

        Assert.AreEqual(0, Value(result, "fid"), 1e-9);
        Assert.AreEqual((1.0, 1.0, 1.0), (Value(result, "precision"), Value(result, "recall"), Value(result, "coverage")));
        Assert.AreEqual(0, Value(result, "two_sample"));
    }

    [TestMethod]
    [Description("Chapter 12 of Brownlee: equal images score 1 with deviation 0, whatever the weights.")]
    public void Run_ConstantImages_ScoreOneWithoutDeviation()
    {
        using var pack = Pack("constant", 50, classes: 0, _ => 1);

        var result = Run(new() { Fake = folder["constant"], Extractor = Extractor() });

        Assert.AreEqual(1, Value(result, "inception_score"), 1e-5);
        Assert.AreEqual(0, result.Scores[0].Deviation!.Value, 1e-5);
    }

    [TestMethod]
    public void Run_GeneratorAgainstPack_EveryMeasure()
    {
        using var pack = Pack("real", 120, classes: 4, i => (byte)(i * 37));
        var generator = folder.Save(new TinyModel { Classes = 4, Height = 12, Width = 12 });
        var options = new EvaluationOptions
        {
            Real = folder["real"],
            Fake = generator,
            Count = 120,
            Extractor = Extractor(side: 12),
            Metrics = EveryMeasure,
            PicturesFolder = folder["pictures"],
            Bootstrap = 3,
        };

        var result = Run(options);

        CollectionAssert.IsSubsetOf(
            new[]
            {
                "inception_score", "mode_score", "am_score", "fid", "kid", "precision", "recall", "density", "coverage", "two_sample", "ms_ssim",
                "ms_ssim_real", "ndb", "ndb_js", "classification", "class_leakage", "code_information",
            },
            Names(result));
        Assert.IsTrue(result.Scores.All(score => double.IsFinite(score.Value)));
        Assert.IsGreaterThan(0, result.Scores.Single(score => score.Name == "fid").Deviation!.Value);
        Assert.HasCount(14, result.Pictures);
        Assert.IsTrue(result.Pictures.All(File.Exists));
        Assert.AreEqual(result.ToJson(), Run(options).ToJson());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(5)]
    [DataRow(100)]
    public void Run_WhateverTheBatchSize_ScoresTheSame(int batchSize)
    {
        var options = new EvaluationOptions { Real = Folder("real", 40, seed: 1), Fake = Folder("fake", 30, seed: 2), Extractor = Extractor() };

        var (whole, parts) = (Run(options with { BatchSize = 40 }), Run(options with { BatchSize = batchSize }));

        foreach (var score in whole.Scores)
        {
            Assert.AreEqual(score.Value, Value(parts, score.Name), 1e-5 * Math.Max(1, Math.Abs(score.Value)));   // the network's own rounding, in float
        }
    }

    [TestMethod]
    public void Merge_Shards_EqualTheWhole()
    {
        using var pack = Pack("real", 45, classes: 4, i => (byte)(i * 37));
        var options = new EvaluationOptions
        {
            Real = folder["real"],
            Fake = folder.Save(new TinyModel { Classes = 4 }),
            Count = 31,
            Extractor = Extractor(),
            Metrics = ["inception_score", "mode_score", "fid", "kid", "precision_recall", "density_coverage", "two_sample", "classification"],
        };
        string[] files = [.. Enumerable.Range(1, 3).Select(i => Run(options with { Shard = new Shard(i, 3), ShardFile = folder[$"{i}.npz"] }).ShardFile!)];

        var (whole, merged) = (Run(options), Evaluation.Merge([files[2], files[0], files[1]], options, null, CancellationToken.None));

        Assert.AreEqual((31L, 31L), (merged.Fake.Images, merged.Real!.Images));
        CollectionAssert.AreEqual(Names(whole), Names(merged));
        foreach (var score in whole.Scores)
        {
            // batches of other sizes round otherwise in float
            Assert.AreEqual(score.Value, Value(merged, score.Name), 1e-5 * Math.Max(1, Math.Abs(score.Value)));
        }
    }

    [TestMethod]
    public void Merge_ShardWithOtherValuesInItsHeader_MergesOrSaysWhy()
    {
        var (real, fake) = (Folder("real", 40, seed: 1), Folder("fake", 30, seed: 2));
        var options = new EvaluationOptions { Real = real, Fake = fake, Extractor = Extractor(), Metrics = ["fid"] };
        var shard = Run(options with { Shard = new Shard(1, 1), ShardFile = folder["1.npz"] }).ShardFile!;
        var arrays = new Dictionary<string, NpyArray>();
        using (var file = NpzFile.Open(shard))
        {
            foreach (var name in file.Names)
            {
                arrays[name] = file.Read(name);
            }
        }

        JsonFuzz.Run(Encoding.UTF8.GetString(arrays["header"].Bytes), bytes =>
        {
            arrays["header"] = NpyArray.Create<byte>(bytes, bytes.Length);
            NpzFile.Write(shard, arrays, compress: false);
            _ = Evaluation.Merge([shard], options, null, CancellationToken.None);
        });
    }

    [TestMethod]
    [Description("A pack whose classes come one after the other, 40 of each: 40 images are not those of the first class.")]
    public void Run_FewerThanThereAre_AreChosenAtRandom()
    {
        using var pack = Pack("real", 160, classes: 0, i => (byte)(i / 40 * 60));
        var options = new EvaluationOptions { Fake = folder["real"], Extractor = Extractor(), Splits = 1, Count = 40, Metrics = ["is"] };

        var (some, again, others) = (Run(options), Run(options), Run(options with { Seed = 2 }));

        Assert.AreEqual(40, some.Fake.Images);
        Assert.IsGreaterThan(1.0001, Value(some, "inception_score"));   // one class alone scores 1
        Assert.AreEqual(Value(some, "inception_score"), Value(again, "inception_score"));
        Assert.AreNotEqual(Value(some, "inception_score"), Value(others, "inception_score"));
    }

    [TestMethod]
    [Description("Black for the code's first value, white for its second, and an extractor that tells these apart: the code says the class, "
        + "the class the code.")]
    public void Run_CodedGenerator_TellsCodesFromClasses()
    {
        var generator = folder.Save(new TinyModel { LatentSize = 1, Height = 1, Width = 1, Weights = [0], CodeCategories = 2, CodeWeights = [-20, 20] });
        var extractor = new TinyExtractor { Height = 1, Width = 1, Classes = 2, Heads = [-1, 1] }.Save(folder);

        var result = Run(new EvaluationOptions { Fake = generator, Count = 40, Extractor = extractor, Metrics = ["code_information"] });

        Assert.AreEqual(1, Value(result, "code_information"), 1e-12);
    }

    [TestMethod]
    [Description(
        "Classes that are black, x = -1, and grey, x = 1/3, to an extractor with the logits -x and x: second probabilities of 1 / (1 + e^2) and "
        + "1 / (1 + e^(2/3)).")]
    public void Run_ClassLeakage_IsTheMeanOfSecondProbabilities()
    {
        var generator = folder.Save(
            new TinyModel { LatentSize = 1, Height = 1, Width = 1, Weights = [0], Classes = 2, Embedding = [-20, MathF.Log(2) / 2] });
        var extractor = new TinyExtractor { Height = 1, Width = 1, Classes = 2, Heads = [-1, 1] }.Save(folder);

        var result = Run(
            new() { Fake = generator, Count = 40, Extractor = extractor, Metrics = ["class_leakage"], PicturesFolder = folder["pictures"] });

        Assert.AreEqual(((1 / (1 + Math.Exp(2))) + (1 / (1 + Math.Exp(2.0 / 3)))) / 2, Value(result, "class_leakage"), 1e-6);
        var rows = folder.Read("pictures/class-leakage.csv").Split('\n');
        Assert.AreEqual("0,0,0,0.8808,1,0.1192", rows[1]);
        Assert.AreEqual("1,1,1,0.6608,0,0.3392", rows[9]);
        Assert.AreEqual((2 * 66, 8 * 66), (ImageCodec.Load(result.Pictures[0]).Height - 2, ImageCodec.Load(result.Pictures[0]).Width - 2));
    }

    [TestMethod]
    public void Run_CopiedImage_IsItsOwnNearestNeighbour()
    {
        using var pack = Pack("real", 40, classes: 0, i => (byte)(i * 6));

        var result = Run(
            new() { Real = folder["real"], Fake = folder["real"], Extractor = Extractor(), Metrics = ["neighbours"], PicturesFolder = folder["pictures"] });

        foreach (var path in result.Pictures)
        {
            var picture = ImageCodec.Load(path);
            var cell = 5 * (64 / 5);   // Pack's images are 5 pixels wide, scaled to about 64
            for (var row = 0; row < 10; row++)
            {
                var y = 4 + 7 + 4 + (row * (cell + 4)) + (cell / 2);   // under a line of captions
                Assert.AreEqual(picture.Row(y)[4 + (cell / 2)], picture.Row(y)[4 + cell + 4 + (cell / 2)], $"{path}, row {row}");
            }
        }
    }

    [TestMethod]
    [Description("One real image alone is near to any generated one, so the rows of generated images show it five times at most; "
        + "the other way round its row shows generated ones. Captions are black on white, over the first and the second column.")]
    public void Run_Neighbours_ArePicturedBothWaysAndCaptioned()
    {
        using var real = Pack("real", 1, classes: 0, _ => 0);
        using var fake = Pack("fake", 3, classes: 0, i => (byte)(100 + (50 * i)));

        var result = Run(
            new() { Real = folder["real"], Fake = folder["fake"], Extractor = Extractor(), Metrics = ["neighbours"], PicturesFolder = folder["pictures"] });

        CollectionAssert.AreEqual(
            new[]
            {
                "neighbours-l1.png", "neighbours-l2.png", "neighbours-features.png", "neighbours-of-real-l1.png", "neighbours-of-real-l2.png",
                "neighbours-of-real-features.png",
            },
            result.Pictures.Select(Path.GetFileName).ToArray());
        var (forward, back) = (ImageCodec.Load(result.Pictures[0]), ImageCodec.Load(result.Pictures[3]));
        var cell = 5 * (64 / 5);
        var (first, second) = (4 + (cell / 2), 4 + cell + 4 + (cell / 2));
        var top = 4 + 7 + 4 + (cell / 2);   // under a line of captions
        Assert.AreEqual(0, forward.Row(top)[second]);
        Assert.AreEqual((0, 100), (back.Row(top)[first], back.Row(top)[second]));
        foreach (var column in new[] { 4, 4 + cell + 4 })
        {
            Assert.IsTrue(Enumerable.Range(4, 7).Any(y => forward.Row(y).Slice(column, 50).Contains((byte)0)), $"no caption at {column}");
        }
    }

    [TestMethod]
    [Description("Where one side has no classes, the other is not paired within its own: a value against one of another kind would say nothing.")]
    [DataRow(4, 4, "pairs within a class")]
    [DataRow(4, 0, "pairs of any images")]
    [DataRow(0, 4, "pairs of any images")]
    public void Run_Similarity_PairsBothSidesTheSameWay(int realClasses, int fakeClasses, string note)
    {
        using var pack = Pack("pack", 40, classes: 4, i => (byte)i);
        var real = realClasses > 0 ? folder["pack"] : Images("folder", 30);
        var generator = folder.Save(new TinyModel { Classes = fakeClasses, Height = 12, Width = 12 });
        var extractor = new TinyExtractor { Height = 12, Width = 12, Features = 6, Classes = 4 }.Save(folder);

        var result = Run(new() { Real = real, Fake = generator, Count = 30, Extractor = extractor, Metrics = ["ms_ssim"] });

        CollectionAssert.AreEqual(new[] { "ms_ssim", "ms_ssim_real" }, Names(result));
        Assert.IsTrue(result.Scores.All(score => score.Note == note), result.ToTable());
        StringAssert.Contains(result.ToTable(), $"as the real images' is ideal; {note}");
    }

    [TestMethod]
    [Description("12 against 40, by hand: the extractor gives an image of one pixel as its feature v; KID is the unbiased estimate of all pairs at once.")]
    public void Run_KernelOfUnequalFewImages_IsOneEstimateOfAll()
    {
        using var real = Pack("real", 40, classes: 0, i => (byte)(5 * i));
        using var fake = Pack("fake", 12, classes: 0, i => (byte)(20 * i));
        var extractor = new TinyExtractor { Height = 1, Width = 1 }.Save(folder);

        var score = Run(new() { Real = folder["real"], Fake = folder["fake"], Extractor = extractor, Metrics = ["kid"] }).Scores.Single();

        double[] x = [.. Enumerable.Range(0, 40).Select(i => (5 * i / 127.5) - 1)];
        double[] y = [.. Enumerable.Range(0, 12).Select(i => (20 * i / 127.5) - 1)];
        var within = Mean(x, x, 40 * 39) + Mean(y, y, 12 * 11);
        var across = x.Sum(a => y.Sum(b => Math.Pow((a * b) + 1, 3))) / (40 * 12);
        Assert.AreEqual(within - (2 * across), score.Value, 1e-5);   // features pass in float
        Assert.IsNull(score.Deviation);

        static double Mean(double[] a, double[] b, int pairs) => a.Select((v, i) => b.Where((_, j) => j != i).Sum(w => Math.Pow((v * w) + 1, 3))).Sum() / pairs;
    }

    [TestMethod]
    [Description("Of an extractor nothing is asked: images whose value is no number are found by the generator, and it is at fault.")]
    public void Run_GeneratorOfNoNumbers_IsRefused()
    {
        var generator = folder.Save(new TinyModel { LatentSize = 1, Height = 1, Width = 2, Weights = [float.NaN, 0] });
        var options = new EvaluationOptions { Fake = generator, Count = 12, Extractor = Extractor(), Metrics = ["is"] };

        Refusal.AssertOneLine(() => Run(options), "Sampling from", "found the value NaN in sample 0");
    }

    [TestMethod]
    [DoNotParallelize]
    [Description("A culture with commas for points and points between thousands says numbers as all do.")]
    public void Run_CultureOfCommas_SaysNumbersAsEverywhere()
    {
        using var pack = Pack("real", 40, classes: 0, i => (byte)(5 * i));
        var options = new EvaluationOptions { Real = folder["real"], Fake = folder["real"], Extractor = Extractor(), Metrics = ["fid", "kid"] };
        var expected = Run(options);
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator) = (",", ".");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = commas;
            var result = Run(options);

            Assert.AreEqual(expected.ToJson(), result.ToJson());
            Assert.AreEqual(expected.ToTable(), result.ToTable());
            StringAssert.Contains(string.Join('\n', result.Warnings), "subsets of 1,000");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void Run_PreferenceSheet_AnswersAreRight()
    {
        using var real = Pack("real", 20, classes: 0, _ => 255);
        using var fake = Pack("fake", 20, classes: 0, _ => 0);

        var result = Run(new()
        {
            Real = folder["real"],
            Fake = folder["fake"],
            Extractor = Extractor(),
            Metrics = ["preference_sheet"],
            PicturesFolder = folder["pictures"],
        });

        var sheet = ImageCodec.Load(result.Pictures[0]);
        using var answers = JsonDocument.Parse(File.ReadAllText(result.Pictures[1]));
        var cell = 5 * (96 / 5);
        foreach (var pair in answers.RootElement.GetProperty("pairs").EnumerateArray())
        {
            var y = 8 + 7 + 8 + ((pair.GetProperty("row").GetInt32() - 1) * (cell + 8)) + (cell / 2);   // under a line of captions
            var x = 8 + 12 + 8 + (cell / 2);   // right of the rows' numbers, of two digits
            Assert.AreEqual(pair.GetProperty("real").GetString() == "left" ? 255 : 0, sheet.Row(y)[x]);
        }

        Assert.AreEqual(12, answers.RootElement.GetProperty("pairs").GetArrayLength());
    }

    [TestMethod]
    public void ToJson_Result_HoldsWhatTheScoresNeed()
    {
        using var json = JsonDocument.Parse(Run(new() { Fake = Folder("fake", 12, seed: 2), Extractor = Extractor() }).ToJson());

        var root = json.RootElement;
        Assert.AreEqual("tiny", root.GetProperty("extractor").GetProperty("name").GetString());
        Assert.AreEqual("nearest", root.GetProperty("extractor").GetProperty("resize").GetString());
        Assert.AreEqual("a pattern", root.GetProperty("weights").GetString());
        Assert.AreEqual(12, root.GetProperty("fake").GetProperty("images").GetInt32());
        Assert.AreEqual("higher", root.GetProperty("scores")[0].GetProperty("better").GetString());
    }

    [TestMethod]
    public void Describe_QuarterOfTheImages_SaysWhatIsLeft() =>
        Assert.AreEqual("10.0 images/s, 00:00:30 left", FeaturePass.Describe(100, 400, TimeSpan.FromSeconds(10)));

    [TestMethod]
    public void Run_Cancelled_Stops()
    {
        var options = new EvaluationOptions { Fake = Folder("fake", 12, seed: 2), Extractor = Extractor() };

        Assert.ThrowsExactly<OperationCanceledException>(() => Evaluation.Run(options, null, new CancellationToken(canceled: true)));
    }

    private static EvaluationResult Run(EvaluationOptions options) => Evaluation.Run(options with { Device = Device.Cpu }, null, CancellationToken.None);

    private EvaluationResult Merge(EvaluationOptions options, params string[] files) =>
        Evaluation.Merge([.. files.Select(file => folder[file])], options, null, CancellationToken.None);

    private static string[] Names(EvaluationResult result) => [.. result.Scores.Select(score => score.Name)];

    private static double Value(EvaluationResult result, string name) => result.Scores.Single(score => score.Name == name).Value;

    private string Extractor(int side = 4) => new TinyExtractor { Height = side, Width = side, Features = 6, Classes = 4 }.Save(folder);

    /// <summary>A folder, one level of it below, of grey noise as PNG.</summary>
    private string Folder(string name, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var image = new Image(6 + (i % 3), 5, 1);
            random.NextBytes(image.Pixels);
            ImageCodec.Save(image, Path.Combine(folder[name], i % 2 == 0 ? "" : "more", $"{i:D5}.png"));
        }

        return folder[name];
    }

    /// <summary>A folder of noise that is large enough for structural similarity.</summary>
    private string Images(string name, int count)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++)
        {
            var image = new Image(12, 12, 1);
            random.NextBytes(image.Pixels);
            ImageCodec.Save(image, Path.Combine(folder[name], $"{i:D5}.png"));
        }

        return folder[name];
    }

    /// <summary>A pack of flat grey images, or of noise around their level where labelled.</summary>
    private DatasetPack Pack(string name, int count, int classes, Func<int, byte> level)
    {
        var random = new Random(5);
        var side = classes > 0 ? 12 : 5;
        using (var writer = new DatasetPackWriter(folder[name], new DatasetInfo
        {
            Name = name,
            Split = "all",
            Source = "a test",
            SourceDigest = new string('0', 64),
            Height = side,
            Width = side,
            Channels = 1,
            ClassNames = [.. Enumerable.Range(0, classes).Select(k => $"class {k}")],
        }))
        {
            for (var i = 0; i < count; i++)
            {
                byte[] pixels = [.. Enumerable.Range(0, side * side).Select(_ => (byte)(classes > 0 ? random.Next(256) : level(i)))];
                if (classes > 0)
                {
                    writer.Add(pixels, i % classes);
                }
                else
                {
                    writer.Add(pixels);
                }
            }

            writer.Commit();
        }

        return DatasetPack.Open(folder[name]);
    }
}
