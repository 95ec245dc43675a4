using System.Text.Json;

namespace Gans.EndToEnd;

/// <summary>The recipe that compares two losses, shortened.</summary>
[TestClass]
public sealed class MatrixTests
{
    [TestMethod]
    [Description("One command, one page; then one more seed of each loss, for which only these are trained.")]
    public void Run_TwoLossesByTwoSeeds_AreComparedOnOnePage()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Repository.File("recipes/gan-1d-losses.yaml"), folder["pipeline.yaml"]);
        string[] run = ["run", "--set", "train.epochs=1", "--set", "train.batch_size=51200", "--set", "train.threads=1"];   // an epoch of five updates

        var first = GansProcess.Run(folder.Path, run);
        var more = GansProcess.Run(folder.Path, [.. run, "--set", "seed=1,2,3"]);

        Assert.AreEqual(0, first.Code, first.Error);
        StringAssert.StartsWith(first.Output, "gan-1d-losses: 5 of 5 stages ran in ");
        Assert.AreEqual(0, more.Code, more.Error);
        StringAssert.StartsWith(more.Output, "gan-1d-losses: 3 of 7 stages ran in ");
        StringAssert.Contains(more.Error, "compare: loss hinge: mean of 3 ");
        var page = folder.Read("artifacts/gan-1d-losses/compare.html");
        StringAssert.Contains(page, "<h1>Two losses on points of a parabola</h1>");
        StringAssert.Contains(page, "loss-non-saturating_seed-3");
        using var json = JsonDocument.Parse(folder.Read("artifacts/gan-1d-losses/compare.json"));
        Assert.AreEqual((6, 2), (json.RootElement.GetProperty("runs").GetArrayLength(), json.RootElement.GetProperty("groups").GetArrayLength()));
    }
}
