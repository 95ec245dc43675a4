namespace Gans.Testing;

/// <summary>Compares folders.</summary>
internal static class PackFolders
{
    /// <summary>Names and bytes of all files.</summary>
    internal static void AssertEqual(string expected, string actual)
    {
        static string[] Names(string folder) => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(Names(expected), Names(actual));
        foreach (var name in Names(expected))
        {
            Assert.IsTrue(
                File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), $"{name} differs");
        }
    }
}
