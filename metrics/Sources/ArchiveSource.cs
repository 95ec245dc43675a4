using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>The image files in a ZIP archive, in the order of their names: the same images as those of a folder that it was packed from.</summary>
internal sealed class ArchiveSource : ImageSource
{
    private const int StartSize = 16;   // as much as PictureFiles.IsPicture looks at

    private readonly string path;
    private readonly ZipReader archive;
    private readonly ZipItem[] items;

    /// <exception cref="InvalidInputException">It is damaged, or holds no images.</exception>
    internal ArchiveSource(string path)
    {
        this.path = path;
        try
        {
            archive = ZipReader.Open(path);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw InvalidInputException.Reading(path, $"damaged ZIP archive: {e.Message.TrimEnd('.')}. Get it again.", e);
        }

        items = [.. archive.Items.Where(IsPicture).OrderBy(static item => item.Name, StringComparer.Ordinal)];
        if (items.Length == 0)
        {
            archive.Dispose();
            throw new InvalidInputException($"Reading images from {path}: found none, needed JPEG, PNG or WebP files. Check the archive.");
        }
    }

    /// <inheritdoc/>
    internal override string Path => path;

    /// <inheritdoc/>
    internal override SourceKind Kind => SourceKind.Archive;

    /// <inheritdoc/>
    internal override long Count => items.Length;

    /// <inheritdoc/>
    internal override string NameOf(long index) => $"{path}, {items[index].Name}";

    /// <inheritdoc/>
    internal override string Digest(CancellationToken cancellation) => DigestOf(path);

    /// <inheritdoc/>
    public override void Dispose() => archive.Dispose();

    /// <inheritdoc/>
    protected override Image LoadOne(long index)
    {
        var name = NameOf(index);
        try
        {
            return items[index].Length <= ImageCodec.LargestFile
                ? ImageCodec.Decode(archive.ReadItem(items[index]), name: name)
                : throw InvalidInputException.Reading(
                    name, $"found {items[index].Length:N0} bytes, needed at most {ImageCodec.LargestFile:N0}. Shrink the image, or remove it.");
        }
        catch (NotSupportedException e)
        {
            throw InvalidInputException.Reading(name, $"found that {e.Message}, needed that or no compression, and no password. Pack it again.", e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw InvalidInputException.Reading(name, $"damaged entry of the archive: {e.Message.TrimEnd('.')}. Get the archive again.", e);
        }
    }

    private bool IsPicture(ZipItem item) => !FolderListing.IsLeftover(item.Name) && (PictureFiles.HasEnding(item.Name) || Begins(item));

    private bool Begins(ZipItem item)
    {
        try
        {
            using var content = archive.OpenItem(item);
            Span<byte> start = stackalloc byte[StartSize];
            return PictureFiles.IsPicture(start[..content.ReadAtLeast(start, StartSize, throwOnEndOfStream: false)]);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidDataException or EndOfStreamException)
        {
            return false;   // nothing says that it is a picture
        }
    }
}
