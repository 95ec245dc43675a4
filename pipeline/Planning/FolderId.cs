namespace Gans.Pipeline.Planning;

/// <summary>Tells folders apart, under whatever names they are reached.</summary>
/// <param name="Device">The disk.</param>
/// <param name="Inode">Number on its disk.</param>
internal readonly record struct FolderId(ulong Device, ulong Inode);
