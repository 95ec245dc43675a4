namespace Gans.Models;

/// <summary>
/// The version of what a network or a layer computes. Its author raises it whenever the same options, names and weights mean something else than before: then
/// <see cref="ModelFingerprint"/> tells it from what was trained before. Without it the version is 1.
/// </summary>
/// <param name="version">2 or more.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NetworkVersionAttribute(int version) : Attribute
{
    /// <summary>The version.</summary>
    public int Version { get; } = version;
}
