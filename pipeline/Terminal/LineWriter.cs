using System.Globalization;
using System.Text;
using Gans.Formats;

namespace Gans.Pipeline.Terminal;

/// <summary>Writes what people read to a stream of the process: as <see cref="VisibleText"/>, a line at once, and whatever becomes of the stream.</summary>
internal abstract class LineWriter : TextWriter
{
    private readonly TextWriter writer;

    /// <summary>Writes to another writer.</summary>
    /// <param name="writer">Takes the text; not disposed.</param>
    protected LineWriter(TextWriter writer)
        : base(CultureInfo.InvariantCulture)
    {
        this.writer = writer;
        CoreNewLine = writer.NewLine.ToCharArray();
    }

    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Send(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Send(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Send(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => Send(value ?? "");

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Send(value + NewLine);

    /// <inheritdoc/>
    public override void Flush() => Try(writer.Flush);

    /// <summary>What is sent for a text.</summary>
    /// <param name="text">The text.</param>
    protected virtual string Show(string text) => VisibleText.Of(text);

    /// <summary>Told that the stream did not take what was written.</summary>
    /// <param name="failure">What the system said.</param>
    protected abstract void OnFailure(Exception failure);

    private void Send(string text)
    {
        var shown = Show(text);
        Try(() => writer.Write(shown));
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            OnFailure(e);   // a full disk; a stream that whoever started the process has closed
        }
    }
}
