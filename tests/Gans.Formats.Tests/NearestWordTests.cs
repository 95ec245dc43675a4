namespace Gans.Formats.Tests;

[TestClass]
public sealed class NearestWordTests
{
    private static readonly string[] Words = ["stages", "deps", "outs", "desc", "params", "epochs", "batch_size"];

    [TestMethod]
    [DataRow("dep", "deps", DisplayName = "a letter left out")]
    [DataRow("depss", "deps", DisplayName = "a letter too many")]
    [DataRow("dpes", "deps", DisplayName = "two letters swapped")]
    [DataRow("EPOCHS", "epochs", DisplayName = "other case")]
    [DataRow("batchsize", "batch_size", DisplayName = "underscore left out")]
    [DataRow("batch-size", "batch_size", DisplayName = "dash for underscore")]
    [DataRow("fashon-mnist", "fashion-mnist", DisplayName = "a long word")]
    public void Find_Misspelt_ReturnsTheWordMeant(string word, string meant) =>
        Assert.AreEqual(meant, NearestWord.Find(word, [.. Words, "mnist", "fashion-mnist"]));

    [TestMethod]
    [DataRow("colour")]
    [DataRow("x")]
    [DataRow("")]
    public void Find_NothingNear_ReturnsNull(string word) => Assert.IsNull(NearestWord.Find(word, Words));

    [TestMethod]
    [Description("A full table of two words of a million letters would be 4 TB.")]
    public void Find_VeryLongWords_LooksAtTheirStartsOnly()
    {
        var common = new string('x', 64);

        Assert.AreEqual(common + new string('z', 1_000_000), NearestWord.Find(common + new string('y', 1_000_000), [common + new string('z', 1_000_000)]));
    }

    [TestMethod]
    public void Hint_ManyCandidatesAndNoneNear_ListsTheFirstOnes()
    {
        string[] many = [.. Enumerable.Range(100, 50).Select(number => $"stage-{number}")];

        StringAssert.EndsWith(NearestWord.Hint("q", many), "stage-139 and 10 more.");
    }
}
