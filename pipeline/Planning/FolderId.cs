namespace Gans.Pipeline.Planning;

/// <summary>Tells folders apart, under whatever names they are reached.</summary>
/// <param name="Inode">Number on its disk.</param>
/// <param name="DeviceMajor">The disk's first number.</param>
/// <param name="DeviceMinor">The disk's second number.</param>
internal readonly record struct FolderId(ulong Inode, uint DeviceMajor, uint DeviceMinor);
