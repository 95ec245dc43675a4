using System.Text.RegularExpressions;

namespace Gans.Architecture.Tests;

/// <summary>Folders of a project use each other in one direction: nobody who reads one has to know those that use it.</summary>
[TestClass]
public sealed partial class FolderTests
{
    [TestMethod]
    [DataRow("inference")]
    [DataRow("runtime")]
    [Description("By the names of types: which folder declares them, and which mention them outside comments and texts.")]
    public void Folders_OfAProject_FormNoCircle(string project)
    {
        var files = Repository.TrackedFiles
            .Where(path => path.StartsWith(project + '/', StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => (Folder: Path.GetDirectoryName(path)!.Replace('\\', '/'), Code: Code(File.ReadAllText(Repository.FullPath(path)))))
            .ToList();

        Assert.AreEqual("", string.Join('\n', Circles(Uses(files))));
    }

    [TestMethod]
    public void Circles_TwoFoldersThatUseEachOther_AreNamed()
    {
        (string, string)[] files = [("a", "class A { B b; }"), ("b", "class B { C c; }"), ("c", "class C { A a; }"), ("d", "class D { A a; }")];

        CollectionAssert.AreEqual(new[] { "a, b, c use each other" }, Circles(Uses(files)).ToArray());
    }

    [TestMethod]
    public void Code_CommentsAndTexts_AreLeftOut() =>
        Assert.AreEqual("class A { var x = ; }", Code("/// <see cref=\"B\"/>\nclass A { var x = \"B\"; } // C").Trim());

    /// <summary>Which folders each folder uses.</summary>
    private static Dictionary<string, HashSet<string>> Uses(IEnumerable<(string Folder, string Code)> files)
    {
        var sources = files.ToList();
        var homes = sources
            .SelectMany(file => Declaration().Matches(file.Code).Select(match => (Type: match.Groups["name"].Value, file.Folder)))
            .GroupBy(type => type.Type)
            .Where(homes => homes.Select(home => home.Folder).Distinct().Count() == 1)
            .ToDictionary(homes => homes.Key, homes => homes.First().Folder);
        return sources.GroupBy(file => file.Folder).ToDictionary(
            folder => folder.Key,
            folder => folder
                .SelectMany(file => Word().Matches(file.Code).Select(match => homes.GetValueOrDefault(match.Value, folder.Key)))
                .Where(used => used != folder.Key)
                .ToHashSet());
    }

    /// <summary>Folders that reach each other, each such group in one line.</summary>
    private static IEnumerable<string> Circles(Dictionary<string, HashSet<string>> uses) => uses.Keys
        .Where(folder => Reached(uses, folder).Contains(folder))
        .GroupBy(folder => string.Join(", ", Reached(uses, folder).Where(other => Reached(uses, other).Contains(folder)).Order(StringComparer.Ordinal)))
        .Select(circle => $"{circle.Key} use each other");

    private static HashSet<string> Reached(Dictionary<string, HashSet<string>> uses, string start)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>(uses[start]);
        while (open.TryDequeue(out var folder))
        {
            if (reached.Add(folder))
            {
                foreach (var used in uses[folder])
                {
                    open.Enqueue(used);
                }
            }
        }

        return reached;
    }

    private static string Code(string source) => NoCode().Replace(source, "");

    [GeneratedRegex(@"//[^\n]*|""(\\.|[^""\\\n])*""")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"\b(class|struct|record|interface|enum|record struct)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*")]
    private static partial Regex Word();
}
