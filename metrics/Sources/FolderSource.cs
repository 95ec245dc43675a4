using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>The image files in a folder and below it, in the order of their names: what <see cref="PictureFiles.In"/> lists.</summary>
internal sealed class FolderSource : ImageSource
{
    private readonly string folder;
    private readonly IReadOnlyList<ListedFile> files;

    /// <exception cref="InvalidInputException">It holds no images.</exception>
    internal FolderSource(string folder)
    {
        this.folder = folder;
        files = PictureFiles.In(folder);
        if (files.Count == 0)
        {
            throw new InvalidInputException($"Reading images from {folder}: found none, needed JPEG, PNG or WebP files. Check the folder.");
        }
    }

    /// <inheritdoc/>
    internal override string Path => folder;

    /// <inheritdoc/>
    internal override SourceKind Kind => SourceKind.Folder;

    /// <inheritdoc/>
    internal override long Count => files.Count;

    /// <inheritdoc/>
    internal override string NameOf(long index) => System.IO.Path.Combine(folder, files[(int)index].Name);

    /// <inheritdoc/>
    internal override string Digest(CancellationToken cancellation)
    {
        var digests = new byte[files.Count * SHA256.HashSizeInBytes];
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            try
            {
                using var content = files[i].Open(NameOf(i));
                SHA256.HashData(content, digests.AsSpan(i * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
            }
            catch (InvalidInputException)
            {
                // A pipe, or not ours to read: zeros stand for it, and reading the images says what it is.
            }
        });
        return Convert.ToHexStringLower(SHA256.HashData(digests));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected override Image LoadOne(long index) =>
        ImageCodec.Decode(files[(int)index].ReadAll(ImageCodec.LargestFile, NameOf(index)), name: NameOf(index));
}
