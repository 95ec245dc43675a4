using System.Runtime.InteropServices;

namespace Gans.Formats.Vips;

/// <summary>libvips could not do an operation; the message is its own text.</summary>
internal sealed class VipsException(string message) : Exception(message);

/// <summary>The error text of libvips, one buffer for the whole process.</summary>
internal static class VipsErrors
{
    /// <summary>Takes the text out of the buffer, its lines joined to one.</summary>
    internal static string Take()
    {
        var text = NativeMethods.vips_error_buffer_copy();
        try
        {
            var lines = (Marshal.PtrToStringUTF8(text) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return lines.Length == 0 ? "no reason given" : string.Join("; ", lines.Distinct());
        }
        finally
        {
            NativeMethods.g_free(text);
        }
    }
}
