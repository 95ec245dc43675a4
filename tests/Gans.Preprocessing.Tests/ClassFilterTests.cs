using Gans.Formats;

namespace Gans.Preprocessing.Tests;

[TestClass]
public sealed class ClassFilterTests
{
    private static readonly string[] Names = ["cat", "dog", "owl", "fox"];

    [TestMethod]
    public void NewLabel_NoChoice_KeepsAll()
    {
        var filter = new ClassFilter(Options(null), Names);

        CollectionAssert.AreEqual(Names, filter.ClassNames.ToArray());
        CollectionAssert.AreEqual(new long?[] { 0, 1, 2, 3 }, Labels(filter));
    }

    [TestMethod]
    public void NewLabel_TwoClasses_NumbersThemInTheOrderOfTheData()
    {
        var filter = new ClassFilter(Options([3, 1]), Names);

        CollectionAssert.AreEqual(new[] { "dog", "fox" }, filter.ClassNames.ToArray());
        CollectionAssert.AreEqual(new long?[] { null, 0, null, 1 }, Labels(filter));
    }

    [TestMethod]
    public void NewLabel_BeyondTheClasses_NamesItemAndFile()
    {
        var filter = new ClassFilter(Options(null), Names);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => filter.NewLabel(4, 12, "labels.idx"));

        Assert.AreEqual("Reading labels.idx: found label 4 at item 12, needed 0 to 3. Get the file again.", error.Message);
    }

    [TestMethod]
    [DataRow(new[] { 4 }, "found class 4, needed 0 to 3 (cat, dog, owl, fox)")]
    [DataRow(new[] { -1 }, "found class -1, needed 0 to 3")]
    [DataRow(new[] { 2, 0, 2 }, "found class 2 (owl) twice")]
    [DataRow(new int[] { }, "found an empty list of classes")]
    public void Constructor_ImpossibleChoice_SaysWhatIsWrong(int[] classes, string expected)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => new ClassFilter(Options(classes), Names));

        StringAssert.Contains(error.Message, expected);
    }

    private static long?[] Labels(ClassFilter filter) => [.. Enumerable.Range(0, Names.Length).Select(label => filter.NewLabel(label, 0, "labels"))];

    private static PrepareOptions Options(int[]? classes) => new() { Dataset = "pets", Output = "pack", Classes = classes };
}
