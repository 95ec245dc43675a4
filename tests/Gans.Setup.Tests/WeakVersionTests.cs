namespace Gans.Setup.Tests;

[TestClass]
public sealed class WeakVersionTests
{
    private static readonly string[] Needs = ["GLIBCXX_3.4.30", WeakVersion.Version, "CXXABI_1.3"];

    [TestMethod]
    public void Relax_SymbolThatNothingUses_SetsOneFlag()
    {
        var library = new HandMadeElf { Needs = Needs, Symbols = [("_ZNSt6vectorE", 2, true), (WeakVersion.Symbol, 3, false)] }.Build();
        var before = (byte[])library.Clone();

        var relaxed = WeakVersion.Relax(library);

        CollectionAssert.AreEqual(before, library, "the original changed");
        var flags = new ElfFile(library).Needs[1].FlagsOffset;
        CollectionAssert.AreEqual(new[] { flags }, Enumerable.Range(0, library.Length).Where(i => library[i] != relaxed[i]).ToArray());
        CollectionAssert.AreEqual(new ushort[] { 0, VersionNeed.Weak, 0 }, new ElfFile(relaxed).Needs.Select(static need => need.Flags).ToArray());
    }

    [TestMethod]
    public void Relax_SymbolWithRelocation_Refuses()
    {
        var library = new HandMadeElf { Needs = Needs, Symbols = [(WeakVersion.Symbol, 3, true)] }.Build();

        var e = Assert.ThrowsExactly<SetupException>(() => WeakVersion.Relax(library));

        StringAssert.Contains(e.Message, $"found that the library uses {WeakVersion.Symbol}");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Relax_AnotherSymbolOfTheVersion_Refuses(bool relocated)
    {
        var library = new HandMadeElf { Needs = Needs, Symbols = [(WeakVersion.Symbol, 3, false), ("_ZSt5otherv", 3, relocated)] }.Build();

        var e = Assert.ThrowsExactly<SetupException>(() => WeakVersion.Relax(library));

        StringAssert.Contains(e.Message, "_ZSt5otherv");
    }

    [TestMethod]
    public void Relax_VersionNotNeeded_Refuses()
    {
        var library = new HandMadeElf { Needs = ["GLIBCXX_3.4.30"], Symbols = [("used", 2, true)] }.Build();

        Assert.ThrowsExactly<SetupException>(() => WeakVersion.Relax(library));
    }

    [TestMethod]
    public void CheckDigest_UnknownFile_RefusesAndNamesBoth()
    {
        // SHA-256 of nothing, FIPS 180-4's best known value.
        var e = Assert.ThrowsExactly<SetupException>(() => WeakVersion.CheckDigest([]));

        StringAssert.Contains(e.Message, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        StringAssert.Contains(e.Message, WeakVersion.KnownDigest);
    }

    [TestMethod]
    [DataRow(new[] { "GLIBCXX_3.4.9", "GLIBCXX_3.4.30", "CXXABI_1.3.13" }, true, "GLIBCXX_3.4.30")]
    [DataRow(new[] { "GLIBCXX_3.4.30", "GLIBCXX_3.4.32", "GLIBCXX_3.4.33" }, false, "GLIBCXX_3.4.33")]
    public void IsMissingIn_StandardLibrary_ByItsVersions(string[] versions, bool missing, string newest)
    {
        Assert.AreEqual(missing, WeakVersion.IsMissingIn(new HandMadeElf { Defines = versions }.Build(), out var found));
        Assert.AreEqual(newest, found);
    }
}
