namespace Gans.Inference.Metrics.Tests;

public sealed partial class EvaluationTests
{
    [TestMethod]
    public void Merge_MissingOrForeignShard_IsRefused()
    {
        var options = new EvaluationOptions { Fake = Folder("fake", 30, seed: 2), Extractor = Extractor(), Splits = 2 };
        Run(options with { Shard = new Shard(1, 2), ShardFile = folder["1.npz"] });
        Run(options with { Shard = new Shard(2, 2), ShardFile = folder["2.npz"], Seed = 9 });

        Refusal.AssertOneLine(() => Merge(options, "1.npz"), "found 1/2, needed each of 1 to 2 once");
        Refusal.AssertOneLine(() => Merge(options, "1.npz", "2.npz"), "2.npz of another evaluation");
        Refusal.AssertOneLine(() => Merge(options), "found no file");
    }

    [TestMethod]
    public void Run_StatisticsOfAnotherExtractor_AreRefused()
    {
        var (real, fake) = (Folder("real", 40, seed: 1), Folder("fake", 30, seed: 2));
        var kept = folder["real.npz"];
        Run(new() { Real = real, Fake = fake, Extractor = Extractor(), Metrics = ["fid"], SaveStats = kept });
        var other = new TinyExtractor { Features = 6, Classes = 4, Sha = new('c', 64) }.Save(folder, "other.onnx");

        Refusal.AssertOneLine(() => Run(new() { Real = kept, Fake = fake, Extractor = other }), "aaaaaaaaaaaa", "cccccccccccc", "do not compare");
        Refusal.AssertOneLine(() => Run(new() { Real = kept, Fake = fake, Extractor = Extractor(), Metrics = ["kid"] }), "kid", "found only statistics");
    }

    [TestMethod]
    public void Run_CorruptImage_IsNamedOrSkipped()
    {
        var fake = Folder("fake", 30, seed: 2);
        File.WriteAllBytes(Path.Combine(fake, "00007b.png"), [1, 2, 3]);
        var options = new EvaluationOptions { Fake = fake, Extractor = Extractor() };

        Refusal.AssertOneLine(() => Run(options), "00007b.png", "--skip-bad");
        var result = Run(options with { SkipBad = true });

        Assert.AreEqual(30, result.Fake.Images);
        Assert.EndsWith("00007b.png", result.Fake.Bad.Single().Path);
        Assert.Contains("1 left out", result.ToTable());
    }

    [TestMethod]
    public void Run_UnusableInput_IsOneClearLine()
    {
        var (extractor, fake, one) = (Extractor(), Folder("fake", 12, seed: 2), Folder("one", 1, seed: 1));
        Directory.CreateDirectory(folder["empty"]);
        var generator = folder.Save(new TinyModel { Classes = 3 });
        var options = new EvaluationOptions { Fake = fake, Real = fake, Extractor = extractor };
        var coded = folder.Save(new TinyModel { CodeCategories = 4 }, "coded.onnx");
        var broken = new TinyExtractor { Features = 1, Weights = [.. Enumerable.Repeat(float.NaN, 16)] }.Save(folder, "broken.onnx");
        var mute = new TinyExtractor { Features = 2 }.Save(folder, "mute.onnx");

        Refusal.AssertOneLine(() => Run(options with { Fake = folder["empty"] }), "empty", "found none");
        Refusal.AssertOneLine(() => Run(options with { Fake = folder["nowhere"] }), "nowhere", "found nothing there");
        Refusal.AssertOneLine(() => Run(options with { Fake = one, Metrics = ["fid"] }), "fid", "found 1 image in", "needed 2 or more");
        Refusal.AssertOneLine(() => Run(options with { Fake = one, Metrics = ["is"] }), "inception_score", "found 1 image in", "needed 10 or more");
        Refusal.AssertOneLine(() => Run(options with { Extractor = broken, Metrics = ["fid"] }), "NaN", "00000.png");
        Refusal.AssertOneLine(
            () => Run(options with { Extractor = mute, Metrics = ["is"] }),
            "inception_score", "no logits of classes", "gans export --pretrained inception-v3");
        Refusal.AssertOneLine(() => Run(options with { Metrics = ["classification"] }), "classification", "no labels");
        Refusal.AssertOneLine(() => Run(options with { Metrics = ["code_information"] }), "neither classes nor a category");
        Refusal.AssertOneLine(() => Run(options with { Fake = coded, Count = 5, Metrics = ["classification"] }), "no labels");
        Refusal.AssertOneLine(() => Run(options with { Fake = generator, Count = 5, Metrics = ["classification"] }), "3 classes", "the extractor's 4 classes");
        Refusal.AssertOneLine(() => Run(options with { Fake = generator }), "no count", "--count");
        Refusal.AssertOneLine(() => Run(options with { Fake = generator, Count = 5, Labels = [3] }), "label 3", "0 to 2");
        Refusal.AssertOneLine(() => Run(options with { Metrics = ["lpips"] }), "'lpips'", "precision_recall");
        Refusal.AssertOneLine(() => Run(options with { Real = null, Metrics = ["fid"] }), "fid", "no real images");
        Refusal.AssertOneLine(() => Run(options with { Metrics = ["neighbours"] }), "--pictures");
        Refusal.AssertOneLine(() => Run(options with { Bootstrap = 1 }), "bootstrap = 1");
        Refusal.AssertOneLine(() => Run(options with { Shard = new Shard(1, 2) }), "shard 1/2");
        Refusal.AssertOneLine(() => Run(options with { Real = null, Extractor = mute }), "found no measure", "--real");
        Refusal.AssertOneLine(() => Run(options with { Fake = one, Real = null, SaveStats = folder["s.npz"], Metrics = [] }), "s.npz", "found one image");
        Refusal.AssertOneLine(() => Shard.Parse("3/2"), "3/2");
        Refusal.AssertOneLine(() => Shard.Parse("x"), "i/n");
    }
}
