namespace Gans.Architecture.Tests;

[TestClass]
public sealed class FolderTests
{
    private static readonly SourceFile Low = Read("Low", "namespace P.Low;\n\ninternal sealed class Brick;\n");
    private static readonly SourceFile High = Read("High", "using P.Low;\n\nnamespace P.High;\n\ninternal sealed class Roof(Brick brick);\n");

    [TestMethod]
    public void Strays_ThisTree_None()
    {
        Assert.AreEqual("", string.Join('\n', Folders.Strays(Repository.Sources)));
    }

    [TestMethod]
    public void Breaches_ThisTree_None()
    {
        Assert.AreEqual("", string.Join('\n', Folders.Breaches(Repository.Sources)));
    }

    [TestMethod]
    public void Strays_NamespaceOfAnotherFolder_Named()
    {
        var stray = SourceFile.Read("Gans.Training", "Export", "Run.cs", "namespace Gans.Training;\n\nclass Run;\n")!;

        Assert.AreEqual("Gans.Training/Export/Run.cs is in Gans.Training, not in Gans.Training.Export", Folders.Strays([stray]).Single());
    }

    [TestMethod]
    [Description("A shelf sorts files only: what lies in a folder under it has that folder's name.")]
    public void Strays_Shelf_IsNoNamespace()
    {
        var shelved = SourceFile.Read("Gans.Formats", "Weights/Tfjs", "A.cs", "namespace Gans.Formats.Tfjs;\n\nclass A;\n")!;

        Assert.AreEqual(0, Folders.Strays([shelved]).Count());
    }

    [TestMethod]
    public void Breaches_ArrowsOneWay_None()
    {
        Assert.AreEqual(0, Folders.Breaches([Low, High]).Count());
    }

    [TestMethod]
    [DataRow("using P.High;\n\nnamespace P.Low;\n\nclass Cellar(Roof roof);\n", true)]
    [DataRow("using P.High;\n\nnamespace P.Low;\n\nclass Cellar;\n", true, DisplayName = "An import, such as of extension methods")]
    [DataRow("namespace P.Low;\n\nclass Cellar(High.Roof roof);\n", false, DisplayName = "A qualified name is not looked for")]
    [DataRow("namespace P.Low;\n\n/// <summary>Roof</summary>\nclass Cellar { string Roof = \"Roof\"; }\n", false, DisplayName = "A member of that name")]
    public void Breaches_ArrowBack_Named(string text, bool closes)
    {
        var breaches = Folders.Breaches([Low, High, Read("Low", text)]).ToArray();

        Assert.AreEqual(closes ? 2 : 0, breaches.Length);
        Assert.IsTrue(!closes || breaches[1].StartsWith("P: Low -> High closes a circle: Source.cs ", StringComparison.Ordinal), string.Join('\n', breaches));
    }

    [TestMethod]
    [Description("Types of the project's own namespace are seen in every folder without an import.")]
    public void Breaches_RootThatUsesAFolderAndIsUsed_Named()
    {
        var root = Read("", "using P.Low;\n\nnamespace P;\n\nclass House(Brick brick);\n");
        var low = Read("Low", "namespace P.Low;\n\nclass Ground { object Of() => new House(null!); }\n");

        Assert.AreEqual(
            "P: . -> Low closes a circle: Source.cs imports P.Low\nP: Low -> . closes a circle: Source.cs uses House",
            string.Join('\n', Folders.Breaches([Low, low, root])));
    }

    [TestMethod]
    public void Read_Delegates_DeclareTheirOwnNames() =>
        CollectionAssert.AreEqual(
            new[] { "Pass", "Choice" },
            Read("Low", "namespace P;\n\ndelegate List<(string Name, Brick Value)> Pass(int x);\n\ndelegate Func<A, B<C>> Choice<T>(T x);\n").Types.ToArray());

    private static SourceFile Read(string folder, string text) => SourceFile.Read("P", folder, "Source.cs", text)!;
}
