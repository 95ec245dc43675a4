using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Caching;

/// <summary>
/// Holds files and folders under the digests of their content. What it gives back is compared with its digest each time; what is another content by then is
/// dropped, so nothing in the store has to be believed.
/// </summary>
/// <param name="state">State folder of the project.</param>
/// <param name="temporary">A folder for what is not whole yet, of this process alone, on the same disk.</param>
/// <param name="hasher">Tells contents apart.</param>
internal sealed class ContentStore(StateFolder state, string temporary, IContentHasher hasher)
{
    private const string Prefix = "sha256:";
    private const string FolderEnding = ".folder";
    private const int HexDigits = 64;

    /// <summary>The folder in the state folder.</summary>
    public const string FolderName = "store";

    /// <summary>Whether a text is a digest.</summary>
    /// <param name="text">The text.</param>
    public static bool IsDigest(string text) =>
        text.Length == Prefix.Length + HexDigits && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Skip(Prefix.Length).All(char.IsAsciiHexDigitLower);

    /// <summary>Whether something is held under a digest; its content is not looked at.</summary>
    /// <param name="digest">The digest.</param>
    public bool Holds(string digest) => File.Exists(PathOf(digest))
        || (StoredFolder.Read(PathOf(digest) + FolderEnding) is { } folder && folder.Files.All(file => File.Exists(PathOf(file.Digest))));

    /// <summary>Whether what is held under a digest is whole, by its content.</summary>
    /// <param name="digest">The digest.</param>
    public bool IsWhole(string digest) => File.Exists(PathOf(digest))
        ? hasher.Digest(PathOf(digest)) == digest
        : StoredFolder.Read(PathOf(digest) + FolderEnding) is { } folder && folder.Files.All(file => hasher.Digest(PathOf(file.Digest)) == file.Digest);

    /// <summary>Takes a file or folder in.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="mayLink">Nobody writes into its files, so that they may be shared.</param>
    /// <returns>False where it could not be made again as it is: it is or holds a link that leads elsewhere, a pipe or the like.</returns>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public bool Add(string path, string digest, bool mayLink)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            return false;
        }

        if (!Directory.Exists(path))
        {
            AddFile(path, digest, mayLink);
            return true;
        }

        if (StoredFolder.Of(path, hasher.Digest) is not { } folder)
        {
            return false;
        }

        foreach (var file in folder.Files)
        {
            AddFile(Path.Combine(path, file.Name), file.Digest, mayLink);
        }

        folder.Write(PathOf(digest) + FolderEnding);
        return true;
    }

    /// <summary>Makes a file or folder again.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="path">A name that nothing has, in a folder that is there.</param>
    /// <param name="mayLink">Nobody will write into its files, so that they may be shared.</param>
    /// <returns>Whether it is there with just this digest; if not, what was wrong is dropped, and remains may lie at the path.</returns>
    public bool Restore(string digest, string path, bool mayLink)
    {
        try
        {
            if (File.Exists(PathOf(digest)))
            {
                SharedCopy.Make(PathOf(digest), path, mayLink);
            }
            else if (StoredFolder.Read(PathOf(digest) + FolderEnding) is { } folder)
            {
                Restore(folder, path, mayLink);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A file of the folder is gone; the digest will tell.
        }

        if (hasher.Digest(path) == digest)
        {
            return true;
        }

        DropDamaged(digest);
        return false;
    }

    /// <summary>Paths of the store's files that a digest needs.</summary>
    /// <param name="digest">The digest.</param>
    public IEnumerable<string> FilesOf(string digest)
    {
        yield return PathOf(digest);
        yield return PathOf(digest) + FolderEnding;
        foreach (var file in StoredFolder.Read(PathOf(digest) + FolderEnding)?.Files ?? [])
        {
            yield return PathOf(file.Digest);
        }
    }

    private string PathOf(string digest) =>
        state.File(Path.Combine(FolderName, digest[Prefix.Length..(Prefix.Length + 2)], digest[(Prefix.Length + 2)..]));

    private void AddFile(string path, string digest, bool mayLink)
    {
        var target = PathOf(digest);
        if (!File.Exists(target))
        {
            Directory.CreateDirectory(temporary);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var work = Path.Combine(temporary, Path.GetRandomFileName());
            SharedCopy.Make(path, work, mayLink);
            File.Move(work, target, overwrite: true);
        }
    }

    private void Restore(StoredFolder folder, string path, bool mayLink)
    {
        Directory.CreateDirectory(path);
        foreach (var name in folder.Folders)
        {
            Directory.CreateDirectory(Path.Combine(path, name));
        }

        foreach (var file in folder.Files)
        {
            var target = Path.Combine(path, file.Name);
            SharedCopy.Make(PathOf(file.Digest), target, mayLink);
            file.SetMode(target);
        }

        foreach (var link in folder.Links)
        {
            File.CreateSymbolicLink(Path.Combine(path, link.Name), link.Target);
        }
    }

    private void DropDamaged(string digest)
    {
        var folder = StoredFolder.Read(PathOf(digest) + FolderEnding);
        foreach (var each in folder?.Files.Select(file => file.Digest) ?? [digest])
        {
            if (File.Exists(PathOf(each)) && hasher.Digest(PathOf(each)) != each)
            {
                File.Delete(PathOf(each));
            }
        }

        File.Delete(PathOf(digest) + FolderEnding);
    }
}
