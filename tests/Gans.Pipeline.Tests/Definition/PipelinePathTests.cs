using Gans.Formats;
using Gans.Pipeline.Definition;

namespace Gans.Pipeline.Tests.Definition;

[TestClass]
public sealed class PipelinePathTests
{
    private static readonly SourceLocation Here = new("test.yaml", 1, 1);

    [TestMethod]
    [DataRow("a/b", "a/b")]
    [DataRow("./a//b/", "a/b")]
    [DataRow("a/../b", "b")]
    [DataRow("../a", "../a")]
    [DataRow("a/../..", "..")]
    [DataRow("./", ".")]
    [DataRow("/x/./y/", "/x/y")]
    public void Create_AnySpelling_GivesOneForm(string text, string expected) => Assert.AreEqual(expected, PipelinePath.Create(text, Here).Value);

    [TestMethod]
    [DataRow("")]
    [DataRow("  ")]
    [DataRow("a\0b")]
    public void Create_NoPath_Throws(string text) => Assert.ThrowsExactly<InvalidInputException>(() => PipelinePath.Create(text, Here));

    [TestMethod]
    [DataRow("a", "a", true)]
    [DataRow("a", "a/b", true)]
    [DataRow("a", "ab", false, DisplayName = "a name that only begins the same")]
    [DataRow("a/b", "a", false)]
    [DataRow(".", "a/b", true)]
    [DataRow(".", "../a", false)]
    [DataRow(".", "/a", false)]
    [DataRow("/", "/a", true)]
    public void Contains_OtherPath_ComparesWholeNames(string outer, string inner, bool expected) =>
        Assert.AreEqual(expected, new PipelinePath(outer, Here).Contains(inner));
}
