namespace Gans.Models;

/// <summary>The assembly of someone else that a model comes from.</summary>
/// <param name="File">Name of its file, without folders.</param>
/// <param name="Digest">SHA-256 of its file, 64 lower-case hexadecimal digits.</param>
public sealed record ModelOrigin(string File, string Digest)
{
    /// <summary>Digits of a digest.</summary>
    public const int DigestLength = 64;
}
