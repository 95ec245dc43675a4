using System.Text;

namespace Gans.Setup.Tests;

/// <summary>A shared library with nothing in it but symbols and versions, written word by word as the ABI describes it.</summary>
internal sealed class HandMadeElf
{
    private const int HeaderSize = 64;

    /// <summary>Versions that it needs of libstdc++; the first has index 2, the next 3, and so on.</summary>
    public string[] Needs { get; init; } = [];

    /// <summary>Versions that it defines.</summary>
    public string[] Defines { get; init; } = [];

    /// <summary>Its symbols: name, index of the version, and whether a relocation names it.</summary>
    public (string Name, int Version, bool Relocated)[] Symbols { get; init; } = [];

    public byte[] Build()
    {
        using var strings = new MemoryStream();
        strings.WriteByte(0);
        var sections = new List<(uint Kind, byte[] Content, int Link, int Info, int EntrySize)>
        {
            (0, [], 0, 0, 0),
            (3, [], 0, 0, 0),   // SHT_STRTAB, filled below
            (11, SymbolTable(strings), 1, 1, 24),
            (0x6fffffff, Bytes(w => Array.ForEach([0, .. Symbols.Select(static s => s.Version)], v => w.Write((ushort)v))), 2, 0, 2),
            (4, Bytes(w => WriteRelocations(w)), 2, 0, 24),
        };
        if (Needs.Length > 0)
        {
            sections.Add((0x6ffffffe, NeedTable(strings), 1, 1, 0));
        }

        if (Defines.Length > 0)
        {
            sections.Add((0x6ffffffd, DefinitionTable(strings), 1, Defines.Length + 1, 0));
        }

        sections[1] = (3, strings.ToArray(), 0, 0, 0);
        return Join(sections);
    }

    private static byte[] Join(List<(uint Kind, byte[] Content, int Link, int Info, int EntrySize)> sections) => Bytes(writer =>
    {
        var table = HeaderSize + sections.Sum(static section => section.Content.Length);
        writer.Write("\u007fELF\u0002\u0001\u0001"u8);
        writer.Write(new byte[9]);
        writer.Write((ushort)3);       // a shared library
        writer.Write((ushort)62);      // x86-64
        writer.Write(1);
        writer.Write(0UL);             // entry
        writer.Write(0UL);             // program headers: none
        writer.Write((ulong)table);
        writer.Write(0);
        foreach (var half in new[] { HeaderSize, 56, 0, HeaderSize, sections.Count, 1 })
        {
            writer.Write((ushort)half);
        }

        foreach (var section in sections)
        {
            writer.Write(section.Content);
        }

        var offset = HeaderSize;
        foreach (var (kind, content, link, info, entrySize) in sections)
        {
            writer.Write(0);           // name
            writer.Write(kind);
            writer.Write(0UL);         // flags
            writer.Write(0UL);         // address
            writer.Write((ulong)offset);
            writer.Write((ulong)content.Length);
            writer.Write(link);
            writer.Write(info);
            writer.Write(1UL);         // alignment
            writer.Write((ulong)entrySize);
            offset += content.Length;
        }
    });

    private byte[] SymbolTable(MemoryStream strings) => Bytes(writer =>
    {
        writer.Write(new byte[24]);
        foreach (var symbol in Symbols)
        {
            writer.Write(Add(strings, symbol.Name));
            writer.Write(new byte[20]);
        }
    });

    private void WriteRelocations(BinaryWriter writer)
    {
        for (var i = 0; i < Symbols.Length; i++)
        {
            if (Symbols[i].Relocated)
            {
                writer.Write(0x1000UL);                          // where
                writer.Write(((ulong)(i + 1) << 32) | 6);        // symbol, R_X86_64_GLOB_DAT
                writer.Write(0UL);                               // addend
            }
        }
    }

    /// <summary>One Verneed, then a Vernaux a version.</summary>
    private byte[] NeedTable(MemoryStream strings) => Bytes(writer =>
    {
        writer.Write((ushort)1);
        writer.Write((ushort)Needs.Length);
        writer.Write(Add(strings, "libstdc++.so.6"));
        writer.Write(16);
        writer.Write(0);
        for (var i = 0; i < Needs.Length; i++)
        {
            writer.Write(0);                                     // hash
            writer.Write((ushort)0);                             // flags
            writer.Write((ushort)(i + 2));
            writer.Write(Add(strings, Needs[i]));
            writer.Write(i == Needs.Length - 1 ? 0 : 16);
        }
    });

    /// <summary>A Verdef and its Verdaux for the file itself, then for each version.</summary>
    private byte[] DefinitionTable(MemoryStream strings) => Bytes(writer =>
    {
        for (var i = 0; i <= Defines.Length; i++)
        {
            writer.Write((ushort)1);
            writer.Write((ushort)(i == 0 ? 1 : 0));              // VER_FLG_BASE
            writer.Write((ushort)(i + 1));
            writer.Write((ushort)1);
            writer.Write(0);                                     // hash
            writer.Write(20);
            writer.Write(i == Defines.Length ? 0 : 28);
            writer.Write(Add(strings, i == 0 ? "libstdc++.so.6" : Defines[i - 1]));
            writer.Write(0);
        }
    });

    private static int Add(MemoryStream strings, string text)
    {
        var at = (int)strings.Length;
        strings.Write(Encoding.UTF8.GetBytes(text));
        strings.WriteByte(0);
        return at;
    }

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }
}
