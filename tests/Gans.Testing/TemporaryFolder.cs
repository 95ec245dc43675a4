using System.Security.Cryptography;

namespace Gans.Testing;

/// <summary>A folder for one test, with a space and a letter beyond ASCII in its name; gone afterwards.</summary>
/// <param name="prefix">What its name begins with, where a test needs another.</param>
internal sealed class TemporaryFolder(string prefix = "gans tést ") : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>Path of something in it.</summary>
    internal string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, and the folders that it lies in.</summary>
    /// <returns>Its path.</returns>
    internal string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Writes a model to a file whose name is not plain ASCII.</summary>
    /// <returns>Its path.</returns>
    internal string Save(TinyModel model, string name = "générateur.onnx")
    {
        File.WriteAllBytes(this[name], model.ToBytes());
        return this[name];
    }

    internal string Read(string name) => File.ReadAllText(this[name]);

    internal bool Has(string name) => File.Exists(this[name]);

    internal string Digest(string name) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(this[name])));

    /// <summary>Sets a file's time back, so that whoever compares times trusts it.</summary>
    internal void Age(string name) => File.SetLastWriteTimeUtc(this[name], DateTime.UtcNow.AddMinutes(-5));

    /// <summary>All files but those of the pipeline's state folder, relative and sorted.</summary>
    internal string[] Files() =>
    [
        .. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Path, path))
            .Where(static path => !path.StartsWith(".gans", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
