namespace Gans.Setup.Tests;

[TestClass]
public sealed class ElfFileTests
{
    [TestMethod]
    public void Read_HandMadeLibrary_TellsWhatWasWritten()
    {
        var library = new HandMadeElf
        {
            Needs = ["GLIBCXX_3.4", "GLIBCXX_3.4.32"],
            Defines = ["OURS_1", "OURS_2"],
            Symbols = [("used", 2, true), ("unused", 3, false)],
        };

        var elf = new ElfFile(library.Build());

        CollectionAssert.AreEqual(
            new[] { ("libstdc++.so.6", "GLIBCXX_3.4", 2), ("libstdc++.so.6", "GLIBCXX_3.4.32", 3) },
            elf.Needs.Select(static need => (need.Library, need.Version, need.Index)).ToArray());
        CollectionAssert.AreEqual(new[] { "OURS_1", "OURS_2" }, elf.DefinedVersions.ToArray());
        CollectionAssert.AreEqual(new[] { new DynamicSymbol("used", 2, true), new DynamicSymbol("unused", 3, false) }, elf.Symbols.ToArray());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(5)]
    [DataRow(64)]
    [DataRow(200)]
    public void Read_FileCutShort_Throws(int length)
    {
        var library = new HandMadeElf { Needs = ["GLIBCXX_3.4"], Symbols = [("used", 2, true)] }.Build();

        Assert.ThrowsExactly<InvalidDataException>(() => new ElfFile(library[..length]));
    }

    [TestMethod]
    public void Read_Text_Throws()
    {
        Assert.ThrowsExactly<InvalidDataException>(() => new ElfFile("not a library, but longer than its header of sixty-four bytes would be"u8.ToArray()));
    }
}
