namespace Gans.Preprocessing.Tests;

[TestClass]
public sealed class NearestNameTests
{
    [TestMethod]
    [Description("Kitten and sitting: Levenshtein's textbook pair. The others by hand.")]
    [DataRow("kitten", "sitting", 3)]
    [DataRow("", "abc", 3)]
    [DataRow("Mnist", "mNIST", 0)]
    [DataRow("flaw", "lawn", 2)]
    public void Distance_Words_CountsChanges(string first, string second, int expected)
    {
        Assert.AreEqual(expected, NearestName.Distance(first, second));
        Assert.AreEqual(expected, NearestName.Distance(second, first));
    }

    [TestMethod]
    [DataRow("fashon-mnist", "fashion-mnist")]
    [DataRow("minst", "mnist")]
    public void Of_MisspeltName_FindsIt(string word, string expected)
    {
        Assert.AreEqual(expected, NearestName.Of(word, ["fashion-mnist", "mnist"]));
    }

    [TestMethod]
    public void Of_VeryLongWord_LooksAtItsStartOnly()
    {
        Assert.AreEqual("mnist", NearestName.Of("mnist" + new string('x', 1_000_000), ["fashion", "mnist"]));
    }
}
