using System.Collections.Immutable;
using System.Globalization;
using Gans.Inference.Metrics;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Stages;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Stages;

[TestClass]
public sealed class EvaluateStageTests
{
    private static readonly EvaluateStage Stage = new();

    [TestMethod]
    [Description(
        "All that the library can be told but paths and what the scorer of a training leaves out, under its own name; pairs are another call, series several.")]
    public void Options_AreThoseOfTheLibrary()
    {
        string[] paths =
        [
            nameof(EvaluationOptions.Fake), nameof(EvaluationOptions.Real), nameof(EvaluationOptions.Extractor), nameof(EvaluationOptions.ShardFile),
            nameof(EvaluationOptions.PicturesFolder), nameof(EvaluationOptions.CachesRealOnly), nameof(EvaluationOptions.Psi),
        ];
        var properties = typeof(EvaluationOptions).GetProperties().Select(property => property.Name).Except(paths);

        CollectionAssert.AreEquivalent(
            properties.Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName).Concat(["skip_cache", "pairs", "truncations", "psis"]).ToArray(),
            Stage.Options.Select(option => option.Name).ToArray());
    }

    [TestMethod]
    [DataRow("count", "7")]
    [DataRow("seed", "7")]
    [DataRow("resize", "bilinear")]
    [DataRow("skip_bad", "true")]
    [DataRow("splits", "7")]
    [DataRow("bootstrap", "7")]
    [DataRow("batch_size", "7")]
    [DataRow("feature_cache", "cache")]
    [DataRow("save_stats", "s.npz")]
    [DataRow("skip_floor", "true")]
    [DataRow("shard", "2/4")]
    [DataRow("threads", "7")]
    [DataRow("device", "cpu")]
    public void ToOptions_Option_ArrivesAtItsProperty(string name, string text)
    {
        var property = string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

        var options = EvaluateStage.ToOptions(Call((name, text)), "e.onnx");

        Assert.AreEqual(
            text, Convert.ToString(typeof(EvaluationOptions).GetProperty(property)!.GetValue(options), CultureInfo.InvariantCulture), ignoreCase: true);
    }

    [TestMethod]
    public void ToOptions_ListsAndPaths_Arrive()
    {
        var call = Call(("metrics", "fid,is"), ("labels", "3,1")) with { SideOutput = "pictures" };

        var options = EvaluateStage.ToOptions(call, "e.onnx");

        Assert.AreEqual(
            ("fake", "real", "e.onnx", "pictures", null), (options.Fake, options.Real, options.Extractor, options.PicturesFolder, options.ShardFile));
        CollectionAssert.AreEqual(new[] { "fid", "inception_score" }, options.Metrics!.ToArray());
        CollectionAssert.AreEqual(new long[] { 3, 1 }, options.Labels.ToArray());
        Assert.IsNull(EvaluateStage.ToOptions(Call(), "e.onnx").Metrics);
        Assert.AreEqual("out", EvaluateStage.ToOptions(Call(("shard", "1/2")), "e.onnx").ShardFile);
        Assert.AreEqual(Path.Combine(".", ".gans", "features"), EvaluateStage.ToOptions(Call(), "e.onnx").FeatureCache);
        Assert.IsNull(EvaluateStage.ToOptions(Call(("skip_cache", "true")), "e.onnx").FeatureCache);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("-")]
    public void ToOptions_ShardWithoutAFile_IsRefused(string? output) =>
        Refusal.AssertOneLine(() => EvaluateStage.ToOptions(Call(("shard", "1/2")) with { OutputWhereGiven = output }, "e.onnx"), "--json PART.shard");

    [TestMethod]
    [DataRow("3/2")]
    [DataRow("0/2")]
    [DataRow("x")]
    public void Shard_NoPart_IsNoValue(string text) => Assert.IsNull(EvaluateStageOptions.Shard.Parse(text));

    [TestMethod]
    public void Check_OneResample_GivesNoDeviation() =>
        StringAssert.Contains(Stage.Check(Given.Values(Stage, ("bootstrap", "1"))), "needed 2 or more");

    [TestMethod]
    [Description("What is scored stands first; an extractor is known by its ending, parts by theirs; pictures are the second out.")]
    public void Pipeline_Deps_BecomeTheInputsThatTheyLookLike()
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.yaml", """
            stages:
              score: { uses: evaluate, deps: [g.onnx, test, judge.onnx], metrics: [scores.json], plots: [near] }
              merge: { uses: evaluate, deps: [g.onnx, test, judge.onnx, a.shard, b.shard], metrics: [whole.json] }
            """);

        var stages = PipelineReader.Read(folder["p.yaml"], StageCatalog.Default).Stages.ToDictionary(stage => stage.Name);

        Assert.AreEqual("extractor=judge.onnx fake=g.onnx real=test", Inputs(stages["score"]));
        Assert.AreEqual("extractor=judge.onnx fake=g.onnx merge=a.shard,b.shard real=test", Inputs(stages["merge"]));
        Assert.AreEqual("scores.json near", string.Join(' ', stages["score"].Outs));
    }

    private static string Inputs(StageDefinition stage) =>
        string.Join(' ', ((BuiltInAction)stage.Action).Inputs.OrderBy(input => input.Key).Select(input => $"{input.Key}={string.Join(',', input.Value)}"));

    private static StageCall Call(params (string Name, string Text)[] given) => new()
    {
        Inputs = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("fake", ["fake"]).Add("real", ["real"]),
        Output = "out",
        Values = Given.Values(Stage, given),
    };
}
