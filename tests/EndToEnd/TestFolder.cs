using System.Security.Cryptography;

namespace Gans.EndToEnd;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("gans-end-to-end-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public void Write(string name, string text) => File.WriteAllText(this[name], text);

    public string Read(string name) => File.ReadAllText(this[name]);

    public bool Has(string name) => File.Exists(this[name]);

    public string Digest(string name) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(this[name])));

    /// <summary>All files but those of the state folder, relative and sorted.</summary>
    public string[] Files() =>
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.StartsWith(".gans", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
