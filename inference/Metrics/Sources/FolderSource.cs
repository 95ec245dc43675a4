using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>The image files in a folder and below it, in the order of their names.</summary>
internal sealed class FolderSource : ImageSource
{
    private static readonly HashSet<string> Endings = new([".jpg", ".jpeg", ".png", ".webp"], StringComparer.OrdinalIgnoreCase);

    private readonly string folder;
    private readonly string[] files;

    /// <exception cref="InvalidInputException">It holds no images.</exception>
    internal FolderSource(string folder)
    {
        this.folder = folder;
        files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(System.IO.Path.GetExtension(file)))
            .Select(file => System.IO.Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            throw new InvalidInputException(
                $"Reading images from {folder}: found none, needed files that end in {string.Join(", ", Endings)}. Check the folder.");
        }
    }

    /// <inheritdoc/>
    internal override string Path => folder;

    /// <inheritdoc/>
    internal override SourceKind Kind => SourceKind.Folder;

    /// <inheritdoc/>
    internal override long Count => files.Length;

    /// <inheritdoc/>
    internal override string NameOf(long index) => System.IO.Path.Combine(folder, files[index]);

    /// <inheritdoc/>
    internal override string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n"));
            using var content = File.OpenRead(System.IO.Path.Combine(folder, file));
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected override Image LoadOne(long index) => ImageCodec.Load(NameOf(index));
}
