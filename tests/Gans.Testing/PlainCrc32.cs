namespace Gans.Testing;

/// <summary>CRC-32, bit by bit as its definition goes (ISO/IEC 15948, annex D).</summary>
internal static class PlainCrc32
{
    internal static uint Of(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
