using System.Collections.Immutable;

namespace Gans.Preprocessing;

/// <summary>A data set that Gans knows of.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Dataset">The <see cref="PrepareOptions.Dataset"/> that reads it.</param>
/// <param name="Origin">Where it comes from, for a person to read.</param>
/// <param name="Licence">What its publisher says about its use.</param>
public sealed record CatalogueEntry(string Name, string Dataset, string Origin, string Licence)
{
    /// <summary>The recipes that train on it.</summary>
    public ImmutableArray<string> Recipes { get; init; } = [];

    /// <summary>Whether <c>make setup</c> installs it.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>Where to fetch it; null where set-up installs it or the publisher has no plain address.</summary>
    public string? Address { get; init; }

    /// <summary>Size in bytes of what is fetched or installed; null where nobody says it.</summary>
    public long? Bytes { get; init; }

    /// <summary>SHA-256 of what is fetched, 64 lower-case hexadecimal digits; null where nobody publishes it, and the user must bring it.</summary>
    public string? Sha256 { get; init; }
}
