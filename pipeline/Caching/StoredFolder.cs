using System.Collections.Immutable;
using System.Text.Json;
using Gans.Formats;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Caching;

/// <summary>A file of a stored folder.</summary>
/// <param name="Name">Its path inside, with forward slashes.</param>
/// <param name="Digest">Digest of its content.</param>
/// <param name="Mode">Its permissions.</param>
internal sealed record StoredFile(string Name, string Digest, UnixFileMode Mode)
{
    /// <summary>Permissions of a file; none where the system knows others.</summary>
    /// <param name="path">Its path.</param>
    public static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    /// <summary>Gives a file the permissions.</summary>
    /// <param name="path">Its path.</param>
    public void SetMode(string path)
    {
        if (!OperatingSystem.IsWindows() && ModeOf(path) != Mode)
        {
            File.SetUnixFileMode(path, Mode);
        }
    }
}

/// <summary>A link of a stored folder, which leads to a place inside it.</summary>
/// <param name="Name">Its path inside, with forward slashes.</param>
/// <param name="Target">Where it leads, as it stands there.</param>
internal sealed record StoredLink(string Name, string Target);

/// <summary>What a folder held: the list under whose digest the store finds its files.</summary>
/// <param name="Folders">All folders inside, each after the one around it.</param>
/// <param name="Files">All files.</param>
/// <param name="Links">All links.</param>
internal sealed record StoredFolder(ImmutableArray<string> Folders, ImmutableArray<StoredFile> Files, ImmutableArray<StoredLink> Links)
{
    /// <summary>Lists a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="digest">Gives the digest of a file.</param>
    /// <returns>Null where it could not be made again as it is: it holds pipes or the like, or links that lead out of it.</returns>
    public static StoredFolder? Of(string path, Func<string, string?> digest)
    {
        var folders = ImmutableArray.CreateBuilder<string>();
        var files = ImmutableArray.CreateBuilder<StoredFile>();
        var links = ImmutableArray.CreateBuilder<StoredLink>();
        return Add(new DirectoryInfo(path), "") ? new StoredFolder(folders.ToImmutable(), files.ToImmutable(), links.ToImmutable()) : null;

        bool Add(DirectoryInfo folder, string prefix)
        {
            foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => !FolderListing.IsOfDesktop(entry.Name)))
            {
                var name = prefix + entry.Name;
                if (entry.LinkTarget is { } target)
                {
                    if (!StaysInside(name, target))
                    {
                        return false;
                    }

                    links.Add(new StoredLink(name, target));
                }
                else if (entry is DirectoryInfo child)
                {
                    folders.Add(name);
                    if (!Add(child, name + "/"))
                    {
                        return false;
                    }
                }
                else if (FileStat.Of(entry.FullName) is not null && digest(entry.FullName) is { } content)
                {
                    files.Add(new StoredFile(name, content, StoredFile.ModeOf(entry.FullName)));
                }
                else
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether a folder holds links that lead out of it.</summary>
    /// <param name="path">The folder.</param>
    public static bool HasLinksOut(string path) => OwnFiles.In(path).Any(entry =>
        entry.LinkTarget is { } target && !StaysInside(Path.GetRelativePath(path, entry.FullName), target));

    /// <summary>Reads a list.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Null if there is none that can be used.</returns>
    public static StoredFolder? Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var read = new StoredFolder(
                [.. root.GetProperty("folders").EnumerateArray().Select(name => name.GetString()!)],
                [
                    .. root.GetProperty("files").EnumerateArray().Select(file =>
                        new StoredFile(file[0].GetString()!, file[1].GetString()!, (UnixFileMode)file[2].GetInt32())),
                ],
                [.. root.GetProperty("links").EnumerateArray().Select(link => new StoredLink(link[0].GetString()!, link[1].GetString()!))]);
            return read.IsSound ? read : null;
        }
        catch (Exception e) when (JsonInput.IsDamage(e) || e is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Writes the list, whole or not at all.</summary>
    /// <param name="path">Its path.</param>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartArray("folders");
        foreach (var name in Folders)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (var file in Files)
        {
            json.WriteStartArray();
            json.WriteStringValue(file.Name);
            json.WriteStringValue(file.Digest);
            json.WriteNumberValue((int)file.Mode);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var link in Links)
        {
            json.WriteStartArray();
            json.WriteStringValue(link.Name);
            json.WriteStringValue(link.Target);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>No name leads out of the folder, whoever wrote the list.</summary>
    private bool IsSound =>
        Folders.Concat(Files.Select(file => file.Name)).All(IsInside)
        && Files.All(file => ContentStore.IsDigest(file.Digest))
        && Links.All(link => IsInside(link.Name) && StaysInside(link.Name, link.Target));

    private static bool IsInside(string? name) => name is { Length: > 0 } && name.Split('/').All(part => part is not ("" or "." or ".."));

    private static bool StaysInside(string name, string? target)
    {
        if (string.IsNullOrEmpty(target) || target.StartsWith('/'))
        {
            return false;
        }

        var depth = name.Count(letter => letter == '/');
        foreach (var part in target.Split('/').Where(part => part is not ("" or ".")))
        {
            depth += part == ".." ? -1 : 1;
            if (depth < 0)
            {
                return false;
            }
        }

        return true;
    }
}
