using System.Text;

namespace Gans.Pipeline.Tests.Doubles;

/// <summary>A stream that takes nothing: on a full disk, or closed by whoever started the process.</summary>
internal sealed class BrokenWriter(bool full) : TextWriter
{
    private const int NoSpace = 28;   // ENOSPC

    /// <summary>How often somebody tried.</summary>
    public int Tries { get; private set; }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        Tries++;
        throw full ? new IOException("No space left on device", NoSpace) : new UnauthorizedAccessException("Access to the path is denied.");
    }
}
