using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Tests.Sources;

[TestClass]
public sealed class FileLayoutTests
{
    [TestMethod]
    [DataRow(new[] { "a.png", "b.png" }, "", "", DisplayName = "flat")]
    [DataRow(new[] { "celeba/a.png", "celeba/b.png" }, "", "", DisplayName = "one folder around all, as CelebA's archive")]
    [DataRow(new[] { "dog/a.png", "cat/b.png" }, "cat dog", "", DisplayName = "a folder a class")]
    [DataRow(new[] { "x/y/dog/a.png", "x/y/cat/b.png" }, "cat dog", "", DisplayName = "classes in folders around all")]
    [DataRow(
        new[] { "cifar/train/dog/a.png", "cifar/train/cat/b.png", "cifar/test/dog/c.png" }, "cat dog", "train train test", DisplayName = "parts, then classes")]
    [DataRow(new[] { "train/dog/a.png", "train/cat/b.png" }, "cat dog", "train train", DisplayName = "a training part alone")]
    [DataRow(new[] { "maps/train/1.jpg", "maps/val/1.jpg" }, "", "train test", DisplayName = "a validation part, as the maps have it")]
    [DataRow(new[] { "train/1.jpg", "test/1.jpg", "valid/1.jpg" }, "", "train test val", DisplayName = "three parts")]
    [DataRow(
        new[] { "h2z/trainA/1.jpg", "h2z/trainB/2.jpg", "h2z/testA/3.jpg", "h2z/testB/4.jpg" },
        "A B",
        "train train test test",
        DisplayName = "domains, as horse2zebra has them")]
    [DataRow(new[] { "A/1.jpg", "B/2.jpg" }, "A B", "", DisplayName = "two domains")]
    [DataRow(new[] { "dog/a.png", "cat/b.png", "README.md" }, "cat dog", "", DisplayName = "a file beside the classes")]
    [DataRow(new[] { "train/a.png", "dog/b.png" }, "dog train", "", DisplayName = "a class named as a part")]
    [DataRow(new string[0], "", "", DisplayName = "nothing")]
    public void Constructor_Names_FindsClassesAndParts(string[] names, string classes, string splits)
    {
        var layout = new FileLayout(names);

        Assert.AreEqual(classes, string.Join(' ', layout.ClassNames));
        Assert.AreEqual(splits, string.Join(' ', Enumerable.Range(0, names.Length).Select(layout.SplitOf).Where(static split => split is not null)));
        Assert.AreEqual(splits.Contains("test", StringComparison.Ordinal), layout.HasTestPart);
    }

    [TestMethod]
    public void ClassOf_FileBesideTheClasses_IsNegative()
    {
        var layout = new FileLayout(["dog/a.png", "cat/b.png", "README.md"]);

        Assert.AreEqual((1, 0), (layout.ClassOf(0), layout.ClassOf(1)));
        Assert.IsLessThan(0, layout.ClassOf(2));
    }

    [TestMethod]
    [Description("Neither the folder of notes nor the licence beside the one around everything says anything.")]
    public void ClassNames_FoldersWithoutPictures_AreNoClasses()
    {
        var layout = new FileLayout(
            ["LICENSE", "photos/cat/b.png", "photos/dog/a.png", "photos/notes/c.txt"], static name => name.EndsWith(".png", StringComparison.Ordinal));

        CollectionAssert.AreEqual(new[] { "cat", "dog" }, layout.ClassNames.ToArray());
        Assert.AreEqual((0, 1), (layout.ClassOf(1), layout.ClassOf(2)));
        Assert.IsTrue(layout.ClassOf(0) < 0 && layout.ClassOf(3) < 0);
    }
}
