using Gans.Pipeline.Caching;
using Gans.Pipeline.Running;
using Gans.Pipeline.Tests.Doubles;

namespace Gans.Pipeline.Tests.Caching;

[TestClass]
public sealed class CacheCleaningTests
{
    private const string Two = """
        params: { word: a }
        stages:
          one: { cmd: "echo ${word} > ${out}", outs: ["${root}/one"] }
          two: { cmd: "mkdir ${out}; cat ${root}/one ${root}/one > ${out}/x", deps: ["${root}/one"], outs: ["${root}/two"] }
        """;

    [TestMethod]
    [Description("Of four words the lock file names the last; of the others the last used stay.")]
    [DataRow(0, "d")]
    [DataRow(2, "cd", DisplayName = "the one that the lock file names is among the last two")]
    [DataRow(9, "abcd")]
    public void Clean_KeepsTheLastAndWhatIsLocked(int keep, string words)
    {
        using var project = WithWords("abcd");

        var dry = Clean(project, keep, dryRun: true);
        var cleaning = Clean(project, keep);

        Assert.AreEqual(dry, cleaning);
        Assert.AreEqual((2 * words.Length, 8 - (2 * words.Length)), (cleaning.Kept, cleaning.Removed));
        foreach (var word in "dcba".Where(word => words.Contains(word, StringComparison.Ordinal)))
        {
            Assert.AreNotEqual("one Done, two Done", project.Run($"word={word}"));
        }

        foreach (var word in "abcd".Where(word => !words.Contains(word, StringComparison.Ordinal)))
        {
            Assert.AreEqual("one Done, two Done", project.Run($"word={word}"));
        }
    }

    [TestMethod]
    [Description("By hand: results of 2 and 4 bytes, of which the fourth pair is locked.")]
    public void Clean_SaysWhatIsFreed()
    {
        using var project = WithWords("abcd");
        var store = project.State.File(ContentStore.FolderName);
        long Size() => new DirectoryInfo(project.State.File("")).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.FullName.StartsWith(store, StringComparison.Ordinal)
                || file.FullName.StartsWith(project.State.File(ResultCache.FolderName), StringComparison.Ordinal)).Sum(file => file.Length);
        var before = Size();

        var cleaning = Clean(project, keep: 0);

        Assert.AreEqual(before - Size(), cleaning.FreedBytes);
        Assert.AreEqual(Size(), cleaning.KeptBytes);
        Assert.AreEqual(0, Clean(project, keep: 0).FreedBytes);
    }

    [TestMethod]
    public void Clean_WhatAKilledRunLeft_IsRemoved()
    {
        using var project = WithWords("a");
        var left = project.State.File(project.Folder["pipeline.lock"], "tmp/x");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        File.WriteAllText(left, "half");

        Assert.AreEqual(4, Clean(project, keep: 1).FreedBytes);
        Assert.IsFalse(File.Exists(left));
    }

    [TestMethod]
    [Description("Three sets of features of 5 bytes, the second with a floor of 3; what was used last stays, and what is named otherwise is nobody's cache.")]
    public void Clean_Features_KeepsThoseUsedLast()
    {
        using var project = WithWords("a");
        var features = project.State.File(StateFolder.Features);
        string Write(char letter, string ending, string text)
        {
            var path = Path.Combine(features, new string(letter, 2), new string(letter, 62) + ending);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(letter - 'z'));
            return path;
        }

        string[] gone = [Write('a', ".features", "12345")];
        string[] stay = [Write('b', ".features", "12345"), Write('b', ".floor", "123"), Write('c', ".features", "12345")];
        File.WriteAllText(Path.Combine(features, "README"), "mine");

        var dry = Clean(project, keep: 2, dryRun: true);
        var cleaning = Clean(project, keep: 2);

        Assert.AreEqual(dry, cleaning);
        Assert.AreEqual((2, 1, 5L), (cleaning.KeptSets, cleaning.RemovedSets, cleaning.FreedBytes));
        Assert.IsTrue(gone.All(path => !File.Exists(path)) && stay.All(File.Exists) && File.Exists(Path.Combine(features, "README")));
    }

    [TestMethod]
    [Description("Links in the state folder lead to files that are nobody's cache.")]
    public void Clean_LinksAndOtherFiles_AreLeftAlone()
    {
        using var project = WithWords("a");
        project.Folder.Write("mine/ab/x", "mine");
        project.Folder.Write("elsewhere/" + new string('a', 62), "mine");
        var store = project.State.File(ContentStore.FolderName);
        Directory.CreateSymbolicLink(Path.Combine(store, "aa"), project.Folder["elsewhere"]);
        var temporary = project.State.File(project.Folder["pipeline.lock"], "tmp");
        Directory.Delete(temporary);
        Directory.CreateSymbolicLink(temporary, project.Folder["mine"]);
        File.WriteAllText(Path.Combine(store, "README"), "mine");

        Clean(project, keep: 0);

        CollectionAssert.IsSubsetOf(new[] { "elsewhere/" + new string('a', 62), "mine/ab/x" }, project.Folder.Files());
        Assert.IsTrue(File.Exists(Path.Combine(store, "README")));
    }

    [TestMethod]
    public void TakeForCleaning_WhileARunWorks_IsRefused()
    {
        using var project = WithWords("a");
        using var run = RunLock.Take(project.State, project.Folder["pipeline.lock"]);

        StringAssert.Contains(Assert.ThrowsExactly<StageFailedException>(() => RunLock.TakeForCleaning(project.State)).Message, "a gans works in this folder");
    }

    private static CacheCleaning Clean(Project project, int keep, bool dryRun = false) => CacheCleaning.Clean(project.State, keep, [], dryRun);

    private static Project WithWords(string words)
    {
        var project = new Project(Two);
        foreach (var word in words)
        {
            project.Run($"word={word}");
            Thread.Sleep(20);   // a tick of the file system's clock, by which the last are known
        }

        return project;
    }
}
