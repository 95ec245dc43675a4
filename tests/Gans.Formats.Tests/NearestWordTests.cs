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
    public void Find_Misspelt_ReturnsTheWordMeant(string word, string meant) => Assert.AreEqual(meant, NearestWord.Find(word, Words));

    [TestMethod]
    [DataRow("colour")]
    [DataRow("x")]
    [DataRow("")]
    public void Find_NothingNear_ReturnsNull(string word) => Assert.IsNull(NearestWord.Find(word, Words));

    [TestMethod]
    [Description("A word of a million letters costs no more than its start; the rest of it is no mistake.")]
    public void Find_VeryLongWord_LooksAtItsStartOnly()
    {
        var name = new string('a', 64);

        Assert.AreEqual(name, NearestWord.Find(name + new string('x', 1_000_000), ["b", name]));
    }

    [TestMethod]
    public void Hint_NothingNear_NamesAll()
    {
        Assert.AreEqual("Did you mean 'deps'?", NearestWord.Hint("dep", Words));
        Assert.AreEqual("Known: a, b.", NearestWord.Hint("colour", ["a", "b"]));
        Assert.AreEqual("None can be given here.", NearestWord.Hint("colour", []));
    }
}
