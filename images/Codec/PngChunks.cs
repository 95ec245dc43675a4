using System.Buffers.Binary;

namespace Gans.Formats;

/// <summary>Leaves out of a PNG file what no pixel depends on and what may expand a thousand times: texts and colour profiles.</summary>
internal static class PngChunks
{
    private const int SignatureSize = 8, FrameSize = 12;   // of a chunk: length, type, checksum

    /// <summary>A copy of the file without them.</summary>
    /// <param name="file">All of a PNG file; where it is damaged, what cannot be told apart stays, for the decoder to refuse.</param>
    internal static byte[] WithoutTexts(ReadOnlySpan<byte> file)
    {
        var kept = new byte[file.Length];
        file[..SignatureSize].CopyTo(kept);
        var (from, to) = (SignatureSize, SignatureSize);
        while (from <= file.Length - FrameSize)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(file[from..]) + (long)FrameSize;
            if (size > file.Length - from)
            {
                break;
            }

            var chunk = file.Slice(from, (int)size);
            from += chunk.Length;
            if (!IsText(chunk.Slice(4, 4)))
            {
                chunk.CopyTo(kept.AsSpan(to));
                to += chunk.Length;
            }
        }

        file[from..].CopyTo(kept.AsSpan(to));
        Array.Resize(ref kept, to + file.Length - from);
        return kept;
    }

    private static bool IsText(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("tEXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iTXt"u8) || type.SequenceEqual("iCCP"u8);
}
