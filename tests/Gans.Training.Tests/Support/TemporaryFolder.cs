namespace Gans.Training.Tests.Support;

/// <summary>A folder for one test, with a space and a letter beyond ASCII in its name; gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal TemporaryFolder() => Path = Directory.CreateTempSubdirectory("gans tést ").FullName;

    internal string Path { get; }

    internal string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
