namespace Gans.Formats;

/// <summary>The checksum of ZIP and gzip: CRC-32 with the polynomial 0xEDB88320 (ISO 3309), over any number of pieces.</summary>
internal struct Crc32()
{
    private static readonly uint[] Table = MakeTable();

    private uint state = uint.MaxValue;

    /// <summary>The checksum of all pieces so far.</summary>
    internal readonly uint Value => ~state;

    /// <summary>Takes in the next piece.</summary>
    internal void Append(ReadOnlySpan<byte> piece)
    {
        foreach (var value in piece)
        {
            state = Table[(byte)(state ^ value)] ^ (state >> 8);
        }
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            table[i] = i;
            for (var bit = 0; bit < 8; bit++)
            {
                table[i] = (table[i] & 1) == 0 ? table[i] >> 1 : (table[i] >> 1) ^ 0xEDB88320;
            }
        }

        return table;
    }
}
