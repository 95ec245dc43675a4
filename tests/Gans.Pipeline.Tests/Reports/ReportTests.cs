using Gans.Formats;
using Gans.Pipeline.Reports;
using Gans.Training.State;

namespace Gans.Pipeline.Tests.Reports;

[TestClass]
public sealed class ReportTests
{
    /// <summary>A PNG file of one grey pixel, written by hand: signature, IHDR, IDAT, IEND.</summary>
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

    private const string Hostile = "<script>alert(1)</script>\"'&";

    [TestMethod]
    public void Render_Run_ShowsLossesSamplesConfigurationVersionsAndTimes()
    {
        using var folder = MakeRun(epochs: 20);
        var facts = new PipelineFacts("my pipeline", "pipeline.yaml", "stages: {}", [new StageFacts("train", "train", new FakeValues().Texts, 75)]);

        var page = ReportPage.Render(ReportData.Collect(new ReportSources(folder["run"]) { Samples = folder["samples.png"] }, facts), title: null);

        string[] parts =
        [
            "<h1>my pipeline</h1>", "<polyline", ">generator<", "epoch 1<", "epoch 20<", "options.seed", "libvips", "1 min 15 s",
            "data:image/png;base64," + Pixel,
        ];
        foreach (var part in parts)
        {
            StringAssert.Contains(page, part);
        }

        Assert.AreEqual(21, page.Split("<img ").Length - 1, "all grids over time and the final one");
    }

    [TestMethod]
    [Description("No address but data: ones, and no script but its own, so that the page opens offline.")]
    public void Render_AnyRun_NeedsNothingElse()
    {
        using var folder = MakeRun(epochs: 2);

        var page = ReportPage.Render(ReportData.Collect(new ReportSources(folder["run"]), null), "x");

        Assert.IsFalse(page.Contains("http", StringComparison.OrdinalIgnoreCase));
        Assert.AreEqual(1, page.Split("<script").Length - 1);
        Assert.IsFalse(page.Contains("<script ", StringComparison.OrdinalIgnoreCase), "none with an address");
        Assert.IsFalse(page.Contains("<link", StringComparison.OrdinalIgnoreCase));
        Assert.IsFalse(page.Contains("@import", StringComparison.OrdinalIgnoreCase));
    }

    [TestMethod]
    [Description("A table of numbers, a picture by itself and one in a folder; a folder without pictures shows nothing.")]
    public void Render_MetricsAndPlots_AreShown()
    {
        using var folder = MakeRun(epochs: 1);
        folder.Write("m.json", """{ "accuracy": 0.875 }""");
        folder.Write("near/note.txt", "");
        folder.Write("data/dataset.json", "{}");
        File.WriteAllBytes(folder["near/pair.png"], Convert.FromBase64String(Pixel));
        var sources = new ReportSources(folder["run"]) { Metrics = [folder["m.json"]], Plots = [folder["samples.png"], folder["near"], folder["data"]] };

        var page = ReportPage.Render(ReportData.Collect(sources, null), "x");

        StringAssert.Contains(page, "<h2>Scores: m.json</h2>");
        StringAssert.Contains(page, "<td class=\"word\">accuracy</td><td class=\"number\" data-label=\"score\">0.875</td>");
        StringAssert.Contains(page, "<figcaption>samples</figcaption>");
        StringAssert.Contains(page, "<figcaption>pair</figcaption>");
        Assert.AreEqual(3, page.Split("<img ").Length - 1, "the sample grid and two plots");
    }

    [TestMethod]
    public void Render_TextsFromFiles_AreEscaped()
    {
        using var folder = MakeRun(epochs: 1, loss: Hostile, model: Hostile);
        folder.Write($"run/samples/a{Hostile.Replace("/", "", StringComparison.Ordinal)}.png", "x");
        var facts = new PipelineFacts(Hostile, Hostile, Hostile, [new StageFacts(Hostile, Hostile, new FakeValues().Texts.Add(Hostile, Hostile), null)]);

        var page = ReportPage.Render(ReportData.Collect(new ReportSources(folder["run"]), facts), title: null);

        Assert.AreEqual(1, page.Split("<script").Length - 1, "the page's own");
        Assert.IsFalse(page.Contains("alert(1)<", StringComparison.Ordinal));
        Assert.IsFalse(page.Contains("\"'&\"", StringComparison.Ordinal));
        StringAssert.Contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    }

    [TestMethod]
    public void Collect_NoRun_SaysWhatIsNeeded()
    {
        using var folder = new TemporaryFolder();

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => ReportData.Collect(new ReportSources(folder.Path), null)).Message, "has no run.json");
    }

    [TestMethod]
    [DataRow("{\"losses\":{}}")]
    [DataRow("{")]
    [DataRow("")]
    [DataRow("[1]")]
    public void Collect_DamagedMetrics_NameTheLine(string line)
    {
        using var folder = MakeRun(epochs: 1);
        File.AppendAllText(folder["run/metrics.jsonl"], line + "\n");

        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidInputException>(() => ReportData.Collect(new ReportSources(folder["run"]), null)).Message, "line 11 ");
    }

    [TestMethod]
    [Description("Values that JSON has no word for are written as text by some; the chart leaves them out.")]
    public void Render_LossWithoutNumbers_HasNoLine()
    {
        var chart = CurveChart.Render("losses", [1, 2], [new Curve("generator", [double.NaN, double.NaN])]);

        StringAssert.Contains(chart.ToString(), "no losses");
    }

    [TestMethod]
    [Description("The last state stands at the top with its reason; each stretch is a piece of the band, and the legend has its share: "
        + "100 of 400 updates unjudged, 300 stable.")]
    public void Render_States_AreShownAtTheTopAndOverTheSteps()
    {
        using var folder = MakeRun(epochs: 1);
        string[] lines =
        [
            """{"step":100,"losses":{"generator":1},"accuracies":{"real":0.5},"state":"unjudged","reason":"too early to tell"}""",
            """{"step":200,"losses":{"generator":1},"accuracies":{"real":0.6},"state":"stable","reason":"first"}""",
            """{"step":400,"losses":{"generator":1},"accuracies":{"real":0.7,"on_target":0.9375},"state":"stable","reason":"a < b"}""",
        ];
        folder.Write("run/metrics.jsonl", string.Join('\n', lines) + "\n");

        var page = ReportPage.Render(ReportData.Collect(new ReportSources(folder["run"]), null), "x");

        StringAssert.Contains(page, """<p class="state s-stable"><b>Stable</b> for 100% of the updates judged; at the end stable: a &lt; b</p>""");
        Assert.AreEqual(2, page.Split("<rect ").Length - 1, "two stretches");
        StringAssert.Contains(page, "<title>stable, updates 100 to 400: a &lt; b</title>");
        StringAssert.Contains(page, "</span>stable 75%</li>");
        StringAssert.Contains(page, "</span>unjudged 25%</li>");
        StringAssert.Contains(page, "<h2>Accuracies</h2>");
        StringAssert.Contains(page, "<b>93.8%</b><span>samples on target</span>");
    }

    [TestMethod]
    [DataRow(false, "fid 310 -&gt; 50, best 37 at epoch 1 (step 100)", ">best: 37<")]
    [DataRow(true, "fid 310 -&gt; 50, best 50 at epoch 2 (step 200)", ">best: 50<")]
    [Description("A chart for each score, the best marked in the first; the untrained generator is where the course begins, and never the best.")]
    public void Render_Scores_AreAChartEachWithTheBestMarked(bool higherIsBetter, string course, string mark)
    {
        using var folder = MakeRun(epochs: 1);
        string[] lines =
        [
            """{"step":0,"scores":{"fid":310,"kid":0.5},"scoring_s":1}""",
            """{"step":100,"epoch":1,"losses":{"generator":1},"scores":{"fid":37,"kid":0.25},"scoring_s":1}""",
            """{"step":150,"epoch":2,"losses":{"generator":1}}""",
            """{"step":200,"epoch":2,"losses":{"generator":1},"scores":{"fid":50,"kid":0.125},"scoring_s":1}""",
        ];
        folder.Write("run/metrics.jsonl", string.Join('\n', lines) + "\n");
        var direction = higherIsBetter ? "true" : "false";
        folder.Write(
            "run/run.json", $$$"""{ "model": "m", "scoring": { "metrics_samples": 2000, "extractor": "judge", "higher_is_better": {{{direction}}} } }""");

        var page = ReportPage.Render(ReportData.Collect(new ReportSources(folder["run"]), null), "x");

        StringAssert.Contains(page, "<h2>Scores during training</h2>");
        StringAssert.Contains(page, $"<b>{course}</b>");
        StringAssert.Contains(page, mark);
        Assert.AreEqual(1, page.Split("<circle ").Length - 1);
        Assert.AreEqual((1, 1), (page.Split("aria-label=\"fid by step\"").Length - 1, page.Split("aria-label=\"kid by step\"").Length - 1));
        StringAssert.Contains(page, "of 2,000 generated images and as many real ones, as judge sees them");
    }

    [TestMethod]
    public void Render_RunThatNobodyWatched_HasNoBand()
    {
        using var folder = MakeRun(epochs: 1);

        var page = ReportPage.Render(ReportData.Collect(new ReportSources(folder["run"]), null), "x");

        Assert.IsFalse(page.Contains("<rect ", StringComparison.Ordinal));
        Assert.IsFalse(page.Contains("; at the end ", StringComparison.Ordinal));
        Assert.IsFalse(page.Contains("<h2>Accuracies</h2>", StringComparison.Ordinal));
    }

    [TestMethod]
    [Description("Options as the model's source has them are folded away; those that were chosen are not.")]
    public void Render_Configuration_ShowsWhatWasChosen()
    {
        using var folder = MakeRun(epochs: 1);
        folder.Write("run/run.json", """{"model":"dcgan-fashion","options":{"latent_size":100,"batch_size":7,"loss":"minimax"},"data":{"name":"d"} }""");

        var page = ReportPage.Render(ReportData.Collect(new ReportSources(folder["run"]), null), "x");

        var folded = page[page.IndexOf("<details>", StringComparison.Ordinal)..];
        StringAssert.Contains(folded, "<summary>1 more, as the model's source has them</summary>");
        StringAssert.Contains(folded, "<dt>options.latent_size</dt>");
        Assert.IsFalse(folded.Contains("<dt>options.batch_size</dt>", StringComparison.Ordinal));
        StringAssert.Contains(page, "<dt>options.batch_size</dt><dd>7</dd>");
    }

    [TestMethod]
    [Description("Ten classes of 2 images: two rows with each class in turn, of 10 x 10 pixels each, gaps of 2 around.")]
    public void Read_RealImages_AreOfEachClassInTurn()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new DatasetPackWriter(folder["data"], new DatasetInfo
        {
            Name = "flat",
            Split = "all",
            Source = "a test",
            SourceDigest = new string('0', 64),
            Height = 10,
            Width = 10,
            Channels = 1,
            ClassNames = [.. Enumerable.Range(0, 10).Select(k => $"class {k}")],
        }))
        {
            for (var i = 0; i < 20; i++)
            {
                writer.Add([.. Enumerable.Repeat((byte)(10 * i), 100)], i / 2);
            }

            writer.Commit();
        }

        var picture = RealImages.Read(folder["data"]);

        var grid = ImageCodec.Decode(Convert.FromBase64String(picture.Source["data:image/webp;base64,".Length..]));
        Assert.AreEqual((2 * 12 + 2, 10 * 12 + 2), (grid.Height, grid.Width));
        Assert.AreEqual(20, grid.Pixels[(7 * grid.Width + 19) * grid.Channels], 3.0, "class 1's first image, 20");
        Assert.AreEqual(30, grid.Pixels[(19 * grid.Width + 19) * grid.Channels], 3.0, "class 1's second image, 30");
    }

    [TestMethod]
    public void Read_LargePicture_IsPackedAgain()
    {
        using var folder = new TemporaryFolder();
        var pixels = new byte[300 * 300 * 3];
        new Random(1).NextBytes(pixels);
        var noise = new Image(300, 300, 3, pixels);
        ImageCodec.Save(noise, folder["grid.png"]);

        var picture = Picture.Read(folder["grid.png"], "grid");

        StringAssert.StartsWith(picture.Source, "data:image/webp;base64,");
        Assert.IsLessThan(new FileInfo(folder["grid.png"]).Length, picture.Source.Length);
    }

    [TestMethod]
    public void CommitOf_WorkingTree_IsReadFromItsFiles()
    {
        using var folder = new TemporaryFolder();
        Assert.IsNull(Circumstances.CommitOf(folder.Path));

        folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        folder.Write(".git/packed-refs", "# pack-refs\n0123456789abcdef refs/heads/main\n");
        folder.Write("inside/file", "");
        Assert.AreEqual("0123456789ab", Circumstances.CommitOf(folder["inside"]));

        folder.Write(".git/refs/heads/main", "fedcba9876543210\n");
        Assert.AreEqual("fedcba987654", Circumstances.CommitOf(folder.Path));
    }

    [TestMethod]
    [Description("What networks have grown to is no loss: it has charts of its own.")]
    public void Render_NetworksThatGrow_ShowLevelsAndAlpha()
    {
        using var folder = MakeRun(epochs: 1);
        folder.Write(
            "run/metrics.jsonl",
            """
            {"step":10,"losses":{"alpha":1,"generator":0.5,"level_size":4}}
            {"step":20,"losses":{"alpha":0.5,"generator":0.25,"level_size":8}}

            """);

        var page = ReportPage.Render(ReportData.Collect(new ReportSources(folder["run"]), null), "x");

        StringAssert.Contains(page, "<h2>Growth</h2>");
        StringAssert.Contains(page, "aria-label=\"pixels a side of the level by step\"");
        StringAssert.Contains(page, "aria-label=\"share of the level in images by step\"");
        Assert.AreEqual(1, page.Split("</span>alpha</li>").Length - 1);
        StringAssert.Contains(page, "<ul class=\"legend\"><li><span class=\"swatch c0\"></span>generator</li></ul>");
    }

    [TestMethod]
    [Description("Neighbours of one state are one stretch with the last reason; a report without a state interrupts.")]
    public void Join_Points_AreStretches()
    {
        var spans = StateSpan.Join(
        [
            (10, TrainingCondition.Stable, "a"), (20, TrainingCondition.Stable, "b"), (30, null, null), (40, TrainingCondition.Stable, "c"), (
                50, TrainingCondition.ModeCollapse, "d"),
        ]);

        CollectionAssert.AreEqual(
            new StateSpan[]
            {
                new(0, 20, TrainingCondition.Stable, "b"),
                new(30, 40, TrainingCondition.Stable, "c"),
                new(40, 50, TrainingCondition.ModeCollapse, "d"),
            },
            spans.ToArray());
    }

    [TestMethod]
    public void Collect_OtherValuesInMetrics_CollectsOrSaysWhy()
    {
        using var folder = MakeRun(epochs: 1);

        JsonFuzz.Run(
            """{"step":20,"epoch":1,"elapsed_s":1.5,"losses":{"g":0.7},"accuracies":{"real":0.5},"scores":{"fid":3},"state":"stable","reason":"x"}""",
            bytes =>
            {
                File.WriteAllBytes(folder["run/metrics.jsonl"], [.. bytes, (byte)'\n']);   // without its end it would be a line that a kill cut short
                _ = TrainingHistory.Read(folder["run/metrics.jsonl"]);
            });
    }

    [TestMethod]
    public void Collect_DamagedRunJson_SaysWhy()
    {
        using var folder = MakeRun(epochs: 1);
        folder.Write("run/run.json", """{"model":"\ud800"}""");

        var error = Assert.ThrowsExactly<InvalidInputException>(() => ReportData.Collect(new ReportSources(folder["run"]), null));

        StringAssert.Contains(error.Message, "run.json: found damaged JSON");
    }

    private static TemporaryFolder MakeRun(int epochs, string loss = "generator", string model = "dcgan-fashion")
    {
        var folder = new TemporaryFolder();
        var lines = Enumerable.Range(1, 10 * epochs).Select(i =>
            $$$"""{"step":{{{i * 20}}},"epoch":{{{(i + 9) / 10}}},"images":{{{i * 64}}},"elapsed_s":{{{i}}}.5"""
            + $$$""","losses":{ {{{Quote(loss)}}}:0.{{{i % 10}}} } }""");
        folder.Write("run/metrics.jsonl", string.Join('\n', lines) + "\n");
        folder.Write("run/run.json", $$$"""{"model":{{{Quote(model)}}},"options":{"seed":1},"data":{"name":"fashion-mnist"} }""");
        foreach (var epoch in Enumerable.Range(1, epochs))
        {
            folder.Write($"run/samples/epoch-{epoch:D4}.png", "");
            File.WriteAllBytes(folder[$"run/samples/epoch-{epoch:D4}.png"], Convert.FromBase64String(Pixel));
        }

        File.WriteAllBytes(folder["samples.png"], Convert.FromBase64String(Pixel));
        return folder;
    }

    private static string Quote(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private sealed class FakeValues
    {
        public System.Collections.Immutable.ImmutableSortedDictionary<string, string> Texts { get; } =
            System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("epochs", "3");
    }
}
