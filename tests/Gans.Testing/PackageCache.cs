namespace Gans.Testing;

/// <summary>Where NuGet unpacks packages on this machine.</summary>
internal static class PackageCache
{
    /// <summary>The folder, as NuGet's own variable names it or where it lies without one.</summary>
    internal static string Folder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
