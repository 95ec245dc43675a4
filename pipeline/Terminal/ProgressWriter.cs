namespace Gans.Pipeline.Terminal;

/// <summary>
/// Takes progress and errors. What cannot be written is lost, and the work goes on: nothing is made of these lines, and the exit code says the rest.
/// </summary>
/// <param name="writer">Takes the text; not disposed.</param>
internal class ProgressWriter(TextWriter writer) : LineWriter(writer)
{
    /// <inheritdoc/>
    protected override void OnFailure(Exception failure)
    {
    }
}
