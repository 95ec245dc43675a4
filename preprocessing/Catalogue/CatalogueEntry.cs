namespace Gans.Preprocessing;

/// <summary>A data set that Gans knows of.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Dataset">The <see cref="PrepareOptions.Dataset"/> that reads it.</param>
/// <param name="Origin">Where it comes from, for a person to read.</param>
/// <param name="Licence">What its publisher says about its use.</param>
/// <param name="UsedBy">What needs it.</param>
public sealed record CatalogueEntry(string Name, string Dataset, string Origin, string Licence, string UsedBy)
{
    /// <summary>Where to fetch it; null where set-up installs it or the publisher has no plain address.</summary>
    public string? Address { get; init; }

    /// <summary>Size of what is fetched, in millions of bytes; null where the publisher does not say.</summary>
    public double? Megabytes { get; init; }

    /// <summary>The digest that the publisher gives; null where there is none, and the user must bring one.</summary>
    public FileDigest? Digest { get; init; }
}
