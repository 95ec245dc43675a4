using System.Security.Cryptography;

namespace Gans.Setup;

/// <summary>Makes one version that TorchSharp's library asks of libstdc++ a wish, in a copy of the library.</summary>
/// <remarks>
/// It was linked with GCC 13, whose headers name <see cref="Symbol"/> in every file that includes <c>iostream</c>. That ties the library to
/// <see cref="Version"/>, though nothing in it ever calls or reads the symbol, and the loader of a system with an older libstdc++ (Debian 12 has
/// 3.4.30) refuses it for the version alone. A version need that is marked weak is looked for and may be missing. Everything else that the library
/// needs the loader checks as before.
/// </remarks>
internal static class WeakVersion
{
    /// <summary>The version that an older libstdc++ lacks.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    /// <summary>The one symbol that asks for it.</summary>
    public const string Symbol = "_ZSt21ios_base_library_initv";

    /// <summary>SHA-256 of the library in the package TorchSharp 0.107.0 for linux-x64: a file that was looked at. Another one is refused.</summary>
    public const string KnownDigest = "cf33b1b0bb6bbb9754a768fb5c5d04d9f498603be50e73f55621a0b40ee608b8";

    /// <summary>Whether a libstdc++ lacks the version.</summary>
    /// <param name="standardLibrary">The whole file of libstdc++.</param>
    /// <param name="newest">The newest version that it has.</param>
    public static bool IsMissingIn(byte[] standardLibrary, out string newest)
    {
        const string Family = "GLIBCXX_";
        var versions = new ElfFile(standardLibrary).DefinedVersions;
        newest = versions
            .Where(static version => version.StartsWith(Family, StringComparison.Ordinal) && System.Version.TryParse(version[Family.Length..], out _))
            .MaxBy(static version => System.Version.Parse(version[Family.Length..])) ?? "none";
        return !versions.Contains(Version);
    }

    /// <summary>Refuses a file that nobody has looked at.</summary>
    /// <param name="library">The whole file.</param>
    /// <exception cref="SetupException">It is another one.</exception>
    public static void CheckDigest(byte[] library)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(library));
        if (digest != KnownDigest)
        {
            throw new SetupException(
                $"making {Version} weak: found a library of SHA-256 {digest}, needed {KnownDigest}. "
                + "If TorchSharp was upgraded, look at the new file and change the digest in setup/compose/WeakVersion.cs.");
        }
    }

    /// <summary>A copy of the library with the version need marked weak: one bit differs.</summary>
    /// <param name="library">The whole file; left as it is.</param>
    /// <exception cref="SetupException">The library needs the version for anything that it uses, or does not need it at all.</exception>
    /// <exception cref="InvalidDataException">The file is no library.</exception>
    public static byte[] Relax(byte[] library)
    {
        var elf = new ElfFile(library);
        var needs = elf.Needs.Where(static need => need.Version == Version).ToList();
        if (needs is not [var need])
        {
            throw new SetupException(
                $"making {Version} weak: found {needs.Count} needs of it, needed one. This library is not the one that the step was made for.");
        }

        foreach (var symbol in elf.Symbols.Where(symbol => symbol.VersionIndex == need.Index))
        {
            if (symbol.Name != Symbol || symbol.IsRelocated)
            {
                throw new SetupException(
                    $"making {Version} weak: found that the library uses {symbol.Name} of that version, needed none that it uses. "
                    + "It cannot run here: use a system with the libstdc++ of GCC 13 or newer.");
            }
        }

        var relaxed = (byte[])library.Clone();
        relaxed[need.FlagsOffset] |= (byte)VersionNeed.Weak;
        return relaxed;
    }
}
