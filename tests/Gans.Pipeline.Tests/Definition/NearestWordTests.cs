using Gans.Pipeline.Definition;

namespace Gans.Pipeline.Tests.Definition;

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
}
