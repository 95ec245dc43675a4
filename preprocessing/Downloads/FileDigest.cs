using System.Security.Cryptography;

namespace Gans.Preprocessing;

/// <summary>What identifies the bytes of a file: a hash and its value.</summary>
/// <param name="Algorithm"><c>sha256</c>, or <c>md5</c> where the publisher gives no other.</param>
/// <param name="Hex">Lower-case hexadecimal digits.</param>
public sealed record FileDigest(string Algorithm, string Hex)
{
    /// <summary>Such as <c>md5 c58f30108f718f92721af3b95e74349a</c>.</summary>
    public override string ToString() => $"{Algorithm} {Hex}";

    /// <summary>Reads a SHA-256 that a user gave.</summary>
    /// <param name="hex">Such as <c>sha256sum</c> prints.</param>
    /// <returns>The digest; null where the text is none.</returns>
    public static FileDigest? ParseSha256(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        return hex.Length == 2 * SHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigit) ? new FileDigest("sha256", hex.ToLowerInvariant()) : null;
    }

    /// <summary>The value of the same hash for a stream.</summary>
    internal string HashOf(Stream stream) => Convert.ToHexStringLower(Algorithm switch
    {
        "sha256" => SHA256.HashData(stream),
#pragma warning disable CA5351 // Guards against damage, not against a forger; publishers of old data sets give nothing better.
        "md5" => MD5.HashData(stream),
#pragma warning restore CA5351
        _ => throw new InvalidOperationException($"There is no hash {Algorithm} here."),
    });
}
