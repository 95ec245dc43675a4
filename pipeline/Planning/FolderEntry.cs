namespace Gans.Pipeline.Planning;

/// <summary>What an entry of a folder is.</summary>
internal enum FolderEntryKind
{
    /// <summary>A regular file, or a link to one.</summary>
    File,

    /// <summary>A link to nothing, to itself or back up to a folder around it.</summary>
    Link,

    /// <summary>A pipe, a socket or a device: it is named, and never opened.</summary>
    Special,
}

/// <summary>One entry of a folder or of a folder inside it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its path inside the folder, with forward slashes.</param>
/// <param name="Path">Its path.</param>
/// <param name="Target">Where a link leads, as it stands there; else empty.</param>
internal sealed record FolderEntry(FolderEntryKind Kind, string Name, string Path, string Target = "");
