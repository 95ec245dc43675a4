namespace Gans.Setup;

/// <summary>A symbol that a library shares with others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="VersionIndex">The <see cref="VersionNeed.Index"/> of its version; 0 and 1 for none.</param>
/// <param name="IsRelocated">Whether the loader has to write its address anywhere: if not, nothing in the library uses it.</param>
internal sealed record DynamicSymbol(string Name, int VersionIndex, bool IsRelocated);
