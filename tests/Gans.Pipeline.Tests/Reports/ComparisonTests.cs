using System.Globalization;
using System.Text.Json;
using Gans.Pipeline.Commands;
using Gans.Pipeline.Reports;

namespace Gans.Pipeline.Tests.Reports;

[TestClass]
public sealed class ComparisonTests
{
    [TestMethod]
    [Description("Of the seeds of a loss, by hand: (1 + 3) / 2 = 2, and the root of (1 + 1) / (2 - 1); names without what all paths share.")]
    public void Lines_RunsOfTwoSeeds_HaveMeanAndDeviationOfEachLoss()
    {
        using var folder = Make(("hinge-1", "hinge", 1, 1), ("hinge-2", "hinge", 2, 3), ("wasserstein-1", "wasserstein", 1, 5));

        var lines = ComparisonText.Lines(Read(folder, "hinge-1/run", "hinge-2/run", "wasserstein-1/run"));

        Assert.AreEqual(
            """
                                   generator loss  seconds  state at the end
            hinge-1                             1        2            stable
            hinge-2                             3        2            stable
            wasserstein-1                       5        2            stable
            loss hinge: mean of 2         2 ± 1.4    2 ± 0
            """,
            string.Join('\n', lines));
    }

    [TestMethod]
    public void Lines_MoreColumnsThanATerminalHas_ContinueBelow()
    {
        using var folder = new TemporaryFolder();
        folder.Write("many.json", $"{{ {string.Join(", ", Enumerable.Range(0, 20).Select(i => $"\"a number {i:00}\": {i}"))} }}");

        var lines = ComparisonText.Lines(Read(folder, "many.json")).ToArray();

        Assert.IsLessThanOrEqualTo(110, lines.Max(line => line.Length) - folder["many.json"].Length);
        Assert.IsTrue(lines.Contains(""));
        Assert.AreEqual(20, lines.Sum(line => line.Split("a number").Length - 1));
    }

    [TestMethod]
    [Description("A file beside one run alone is of that run; others are rows of their own. A folder of runs stands for them, 2 before 10.")]
    public void Read_ScoresAndFolders_AreRowsOfWhatTheyAreOf()
    {
        using var folder = Make(("a", "hinge", 1, 1), ("many/seed-10", "hinge", 10, 1), ("many/seed-2", "hinge", 2, 1));
        folder.Write("a/scores.json", """{ "fid": 37.5 }""");
        folder.Write("other/scores.json", """{ "fid": 40 }""");
        Directory.Move(folder["many/seed-10/run"], folder["many/ten"]);
        Directory.Delete(folder["many/seed-10"]);
        Directory.Move(folder["many/ten"], folder["many/seed-10"]);
        Directory.Move(folder["many/seed-2/run"], folder["many/two"]);
        Directory.Delete(folder["many/seed-2"]);
        Directory.Move(folder["many/two"], folder["many/seed-2"]);

        var runs = Read(folder, "a/run", "a/scores.json", "many", "other/scores.json").Runs;

        Assert.AreEqual("a/run, many/seed-2, many/seed-10, other/scores.json", string.Join(", ", runs.Select(run => run.Name)));
        Assert.AreEqual(37.5, runs[0].Values[0].Value);
        Assert.AreEqual(40, runs[3].Values[0].Value);
        Assert.IsNull(runs[3].Training);
    }

    [TestMethod]
    public void Json_Runs_HasWhatDiffersTheNumbersAndTheGroups()
    {
        using var folder = Make(("hinge-1", "hinge", 1, 1), ("hinge-2", "hinge", 2, 3), ("wasserstein-1", "wasserstein", 1, 5));

        using var json = JsonDocument.Parse(ComparisonText.Json(Read(folder, "hinge-1/run", "hinge-2/run", "wasserstein-1/run")));

        var last = json.RootElement.GetProperty("runs")[2];
        Assert.AreEqual("""{"loss":"wasserstein","seed":"1"}""", JsonSerializer.Serialize(last.GetProperty("settings")));
        Assert.AreEqual(5, last.GetProperty("values").GetProperty("generator loss").GetDouble());
        var group = json.RootElement.GetProperty("groups").EnumerateArray().Single();
        Assert.AreEqual(("loss hinge", 2.0), (group.GetProperty("name").GetString(), group.GetProperty("mean").GetProperty("generator loss").GetDouble()));
        Assert.AreEqual(Math.Sqrt(2), group.GetProperty("deviation").GetProperty("generator loss").GetDouble(), 1e-12);
    }

    [TestMethod]
    [Description("One chart a loss with a line a run, seeds of a loss in one colour; nothing from elsewhere.")]
    public void Render_Runs_LaysTheirCurvesOverEachOther()
    {
        using var folder = Make(("hinge-1", "hinge", 1, 1), ("hinge-2", "hinge", 2, 3), ("wasserstein-1", "wasserstein", 1, 5));

        var page = ComparisonPage.Render(Read(folder, "hinge-1/run", "hinge-2/run", "wasserstein-1/run"), "<Losses>");

        StringAssert.Contains(page, "<h1>&lt;Losses&gt;</h1>");
        Assert.AreEqual(1, Count("<svg "));
        Assert.AreEqual(2, Count("<polyline class=\"line c0\""));
        Assert.AreEqual(1, Count("<polyline class=\"line c1\""));
        Assert.AreEqual(0, Count("<polygon"));
        StringAssert.Contains(page, "<title>hinge-2</title>");
        StringAssert.Contains(page, "</span>loss hinge</li>");
        StringAssert.Contains(page, "<td class=\"word\">loss</td><td class=\"number\">hinge</td>");
        Assert.AreEqual(0, Count("http"));

        int Count(string part) => page.Split(part).Length - 1;
    }

    [TestMethod]
    public void Run_Compare_WritesThePageAndTheTable()
    {
        using var folder = Make(("a", "hinge", 1, 1), ("b", "hinge", 2, 3));
        string[] runs = [folder["a/run"], folder["b/run"]];

        var (code, output, error) = Run(["compare", .. runs, "--out", folder["page.html"], "--json", "-"]);

        Assert.AreEqual(0, code, error);
        StringAssert.StartsWith(folder.Read("page.html"), "<!doctype html>");
        using var json = JsonDocument.Parse(output.Split(folder["page.html"])[0]);
        Assert.AreEqual("all", json.RootElement.GetProperty("groups")[0].GetProperty("name").GetString());
    }

    [TestMethod]
    [DataRow("nowhere", "found no such file or folder")]
    [DataRow(".", "found no run.json in it or in a folder in it")]
    public void Run_CompareOfNoRun_IsOneLine(string path, string part)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Run(["compare", folder[path]]);

        Assert.AreEqual(2, code);
        StringAssert.Contains(error, part);
    }

    private static Comparison Read(TemporaryFolder folder, params string[] paths) => Comparison.Read(paths.Select(path => folder[path]));

    /// <summary>Runs of 200 updates whose generator's loss ends at a value.</summary>
    private static TemporaryFolder Make(params (string Name, string Loss, int Seed, double End)[] runs)
    {
        var folder = new TemporaryFolder();
        foreach (var (name, loss, seed, end) in runs)
        {
            var options = $$"""{ "loss": "{{loss}}", "epochs": {{seed}} }""";
            folder.Write($"{name}/run/run.json", $$"""{ "model": "m", "seed": {{seed}}, "options": {{options}}, "tool_version": "{{name}}" }""");
            var last = end.ToString(CultureInfo.InvariantCulture);
            folder.Write($"{name}/run/metrics.jsonl", $$$"""
                {"step":100,"losses":{"generator":9}}
                {"step":200,"elapsed_s":2,"losses":{"generator":{{{last}}}},"state":"stable","reason":"r"}

                """);
        }

        return folder;
    }

    private static (int Code, string Output, string Error) Run(string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = GansCommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
