namespace Gans.Formats;

/// <summary>Tells pictures from the other files that lie among them: notes, tables, licences.</summary>
public static class PictureFiles
{
    /// <summary>First bytes of a file that are enough to know it by.</summary>
    private const int StartSize = 16;

    private static readonly HashSet<string> Endings = new(
        [
            ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp",
            ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".heif", ".jxl", ".jp2",   // named when they are rejected
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file's name says that it is a picture, of whatever kind.</summary>
    /// <param name="name">A name or a path.</param>
    public static bool HasEnding(string name) => Endings.Contains(Path.GetExtension(name));

    /// <summary>Whether a file's content says that it is a picture, of whatever kind.</summary>
    /// <param name="start">The file, or its first 16 bytes.</param>
    public static bool IsPicture(ReadOnlySpan<byte> start) => ImageFormats.FromContent(start) is not null || OtherFormats.Picture(start) is not null;

    /// <summary>What is to be told of a file that is no picture that is decoded.</summary>
    /// <param name="data">The file.</param>
    public static string Problem(ReadOnlySpan<byte> data) =>
        $"found {OtherFormats.Describe(data)}, needed a JPEG, PNG or WebP image. Convert it, or remove it.";

    /// <summary>The pictures in a folder and below it, in the order of their names: what is named as one, and what is one.</summary>
    /// <param name="folder">The folder; see <see cref="FolderListing"/> for links and what is not a regular file.</param>
    /// <exception cref="InvalidInputException">It may not be read.</exception>
    public static IReadOnlyList<ListedFile> In(string folder) => [.. FolderListing.Of(folder).Where(static file => HasEnding(file.Name) || Begins(file))];

    private static bool Begins(ListedFile file)
    {
        if (file.Length == 0)
        {
            return false;
        }

        try
        {
            using var stream = file.Open();
            Span<byte> start = stackalloc byte[StartSize];
            return IsPicture(start[..stream.ReadAtLeast(start, StartSize, throwOnEndOfStream: false)]);
        }
        catch (InvalidInputException)
        {
            return false;   // gone, or not ours to read: nothing says that it is a picture
        }
    }
}
