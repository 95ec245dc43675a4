using System.Reflection;

namespace Gans.Formats;

/// <summary>Which Gans this is: all assemblies are of one version.</summary>
public static class GansVersion
{
    /// <summary>Such as <c>0.1.0</c>: what files that Gans writes name.</summary>
    public static string Current { get; } =
        typeof(GansVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
