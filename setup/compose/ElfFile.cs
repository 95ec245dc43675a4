using System.Buffers.Binary;
using System.Text;

namespace Gans.Setup;

/// <summary>What a shared library of 64-bit little-endian Linux says about symbol versions: those it needs, those it defines, and who asks for them.</summary>
/// <remarks>System V ABI, chapter 4, and the Linux Standard Base, "Symbol Versioning".</remarks>
internal sealed class ElfFile
{
    private const uint DynamicSymbols = 11;        // SHT_DYNSYM
    private const uint RelocationsWithAddend = 4;  // SHT_RELA
    private const uint Relocations = 9;            // SHT_REL
    private const uint VersionDefinitions = 0x6ffffffd;
    private const uint VersionRequests = 0x6ffffffe;
    private const uint VersionsOfSymbols = 0x6fffffff;
    private const int SymbolSize = 24;
    private const ushort BaseDefinition = 1;       // VER_FLG_BASE: names the file, no version

    private readonly byte[] content;
    private readonly List<Section> sections = [];

    /// <summary>Reads a library.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="InvalidDataException">It is no such library, or is cut short.</exception>
    public ElfFile(byte[] content)
    {
        this.content = content;
        if (!content.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8))
        {
            throw new InvalidDataException("no 64-bit little-endian ELF file");
        }

        try
        {
            ReadSections();
            Needs = [.. ReadNeeds()];
            DefinedVersions = [.. ReadDefinedVersions()];
            Symbols = [.. ReadSymbols()];
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("a table of the ELF file reaches past its end", e);
        }
    }

    /// <summary>Every version of another library that this one asks for.</summary>
    public IReadOnlyList<VersionNeed> Needs { get; }

    /// <summary>Every version of symbols that this library defines.</summary>
    public IReadOnlyList<string> DefinedVersions { get; }

    /// <summary>The symbols that it shares with others, from index 1 on.</summary>
    public IReadOnlyList<DynamicSymbol> Symbols { get; }

    private void ReadSections()
    {
        var table = checked((int)UInt64(0x28));
        var size = UInt16(0x3A);
        for (var i = 0; i < UInt16(0x3C); i++)
        {
            var at = table + (i * size);
            sections.Add(new Section(
                Kind: UInt32(at + 4),
                Offset: checked((int)UInt64(at + 24)),
                Size: checked((int)UInt64(at + 32)),
                Link: (int)UInt32(at + 40),
                Info: (int)UInt32(at + 44),
                EntrySize: checked((int)UInt64(at + 56))));
        }
    }

    private IEnumerable<VersionNeed> ReadNeeds()
    {
        foreach (var section in Of(VersionRequests))
        {
            var at = section.Offset;
            for (var file = 0; file < section.Info; file++)
            {
                var library = Text(section, UInt32(at + 4));
                var need = at + (int)UInt32(at + 8);
                for (var i = 0; i < UInt16(at + 2); i++)
                {
                    yield return new VersionNeed(library, Text(section, UInt32(need + 8)), UInt16(need + 6), UInt16(need + 4), need + 4);
                    need += (int)UInt32(need + 12);
                }

                at += (int)UInt32(at + 12);
            }
        }
    }

    private IEnumerable<string> ReadDefinedVersions()
    {
        foreach (var section in Of(VersionDefinitions))
        {
            var at = section.Offset;
            for (var i = 0; i < section.Info; i++)
            {
                if ((UInt16(at + 2) & BaseDefinition) == 0)
                {
                    yield return Text(section, UInt32(at + (int)UInt32(at + 12)));
                }

                at += (int)UInt32(at + 16);
            }
        }
    }

    private IEnumerable<DynamicSymbol> ReadSymbols()
    {
        var relocated = new HashSet<uint>();
        foreach (var section in sections.Where(static section => section.Kind is Relocations or RelocationsWithAddend && section.EntrySize > 0))
        {
            for (var at = section.Offset; at < section.Offset + section.Size; at += section.EntrySize)
            {
                relocated.Add(UInt32(at + 12));   // the upper half of r_info
            }
        }

        var versions = Of(VersionsOfSymbols).SingleOrDefault();
        foreach (var section in Of(DynamicSymbols))
        {
            for (var i = 1; i < section.Size / SymbolSize; i++)
            {
                var version = versions is null ? 0 : UInt16(versions.Offset + (2 * i)) & 0x7fff;
                yield return new DynamicSymbol(Text(section, UInt32(section.Offset + (i * SymbolSize))), version, relocated.Contains((uint)i));
            }
        }
    }

    private IEnumerable<Section> Of(uint kind) => sections.Where(section => section.Kind == kind);

    private string Text(Section section, uint offset)
    {
        var start = checked(sections[section.Link].Offset + (int)offset);
        var text = content.AsSpan(start);
        return Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]);
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(at, 2));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(at, 4));

    private ulong UInt64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(at, 8));

    /// <summary>One row of the section table.</summary>
    /// <param name="Kind">sh_type.</param>
    /// <param name="Offset">Where it lies in the file.</param>
    /// <param name="Size">Its length in bytes.</param>
    /// <param name="Link">The section with its names, where it has any.</param>
    /// <param name="Info">For versions: how many records it holds.</param>
    /// <param name="EntrySize">Bytes of one record, where all are alike.</param>
    private sealed record Section(uint Kind, int Offset, int Size, int Link, int Info, int EntrySize);
}
