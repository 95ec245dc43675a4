using System.Reflection;

namespace Gans.Formats;

/// <summary>The version of Gans, which all of its assemblies share.</summary>
public static class GansVersion
{
    /// <summary>Such as <c>0.1.0</c>: what files say that they were written by.</summary>
    public static string Current { get; } =
        typeof(GansVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
