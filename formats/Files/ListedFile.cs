namespace Gans.Formats;

/// <summary>A file that <see cref="FolderListing"/> found. It is not open.</summary>
public sealed class ListedFile
{
    private readonly byte[]? native;   // its name in the system's bytes, where that is the way to open it
    private readonly string path;
    private readonly FileKind kind;

    internal ListedFile(string name, string path, byte[]? native, FileStatus status) =>
        (Name, this.path, this.native, kind, Length, Changed) = (name, path, native, status.Kind, status.Length, status.Changed);

    /// <summary>Relative to the folder, with forward slashes. Bytes that are no text are shown as <c>\xff</c>.</summary>
    public string Name { get; }

    /// <summary>Bytes; 0 of what is no regular file.</summary>
    public long Length { get; }

    /// <summary>Time of the last write, in ticks of UTC.</summary>
    public long Changed { get; }

    /// <summary>Opens it for reading.</summary>
    /// <param name="shown">What to call it in messages; null for <see cref="Name"/>.</param>
    /// <exception cref="InvalidInputException">It is no regular file, is gone, or may not be read.</exception>
    public FileStream Open(string? shown = null)
    {
        var name = shown ?? Name;
        InputFile.RequireRegular(kind, name);
        try
        {
            return native is null ? InputFile.Open(path) : InputFile.Open(native, name);
        }
        catch (InvalidInputException e) when (native is null)
        {
            throw InvalidInputException.Reading(name, e.Problem, e);
        }
    }

    /// <summary>Reads all of it.</summary>
    /// <param name="largest">The most bytes that it may have; below 2 GiB.</param>
    /// <param name="shown">What to call it in messages; null for <see cref="Name"/>.</param>
    /// <exception cref="InvalidInputException">It is no regular file, is gone, may not be read, or is larger.</exception>
    public byte[] ReadAll(long largest = int.MaxValue, string? shown = null)
    {
        using var stream = Open(shown);
        return InputFile.ReadAll(stream, shown ?? Name, largest);
    }
}
