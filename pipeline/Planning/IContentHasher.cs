namespace Gans.Pipeline.Planning;

/// <summary>Tells contents apart.</summary>
internal interface IContentHasher
{
    /// <summary>SHA-256 of a file's bytes, or of a folder's names and contents.</summary>
    /// <param name="path">Path of the file or folder.</param>
    /// <returns><c>sha256:</c> and 64 hexadecimal digits, or null where nothing lies.</returns>
    string? Digest(string path);
}
