using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Preprocessing.Downloads;

/// <summary>Turns an address of the web into the path of what was fetched.</summary>
internal static class InputLocation
{
    /// <summary>The options with a path as the input.</summary>
    /// <param name="options">What a user asked for.</param>
    /// <param name="download">Fetches.</param>
    /// <param name="progress">Told about the bytes; null for silence.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidInputException">The digest is missing or wrong, or there is no such file.</exception>
    /// <exception cref="IOException">The connection broke off, or the disk is full.</exception>
    internal static PrepareOptions Resolve(
        PrepareOptions options, Download download, IProgress<StageProgress>? progress, CancellationToken cancellationToken) =>
        options.Input is { } input && Download.IsAddress(input)
            ? options with { Input = download.Fetch(input, DigestOf(input, options), Known(input)?.Bytes, progress, cancellationToken) }
            : options;

    private static string DigestOf(string address, PrepareOptions options)
    {
        if (options.Sha256 is { } given)
        {
            return given.Length == 2 * SHA256.HashSizeInBytes && given.All(char.IsAsciiHexDigit)
                ? given.ToLowerInvariant()
                : throw new InvalidInputException($"Fetching {address}: found the SHA-256 '{given}', needed 64 hexadecimal digits. Change --sha256.");
        }

        return Known(address)?.Sha256
            ?? throw new InvalidInputException($"Fetching {address}: found no digest for it, needed one to know the right file by. Pass --sha256 HEX.");
    }

    private static CatalogueEntry? Known(string address) => DatasetCatalogue.Entries.FirstOrDefault(entry => entry.Address == address);
}
