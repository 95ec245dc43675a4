using Gans.Formats;

namespace Gans.Pipeline.Terminal;

/// <summary>Takes what a library draws on a terminal with control characters of its own, into which texts must come as <see cref="VisibleText"/>.</summary>
/// <param name="writer">Takes the text; not disposed.</param>
internal sealed class DrawingWriter(TextWriter writer) : ProgressWriter(writer)
{
    /// <inheritdoc/>
    protected override string Show(string text) => text;
}
