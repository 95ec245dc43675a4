namespace Gans.Setup;

/// <summary>A version of another library's symbols that a library asks for.</summary>
/// <param name="Library">The other library, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version, such as <c>GLIBCXX_3.4.30</c>.</param>
/// <param name="Index">The number by which symbols refer to it.</param>
/// <param name="Flags">Its flags; <see cref="Weak"/> is one of them.</param>
/// <param name="FlagsOffset">Where the flags, two bytes, lie in the file.</param>
internal sealed record VersionNeed(string Library, string Version, int Index, ushort Flags, int FlagsOffset)
{
    /// <summary>VER_FLG_WEAK: the loader warns where the version is missing and goes on.</summary>
    public const ushort Weak = 2;
}
