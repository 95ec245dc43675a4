using Gans.Formats;

namespace Gans.Pipeline.Terminal;

/// <summary>Takes results. What cannot be written is an error, which says what it was.</summary>
/// <param name="writer">Takes the text; not disposed.</param>
internal sealed class ResultWriter(TextWriter writer) : LineWriter(writer)
{
    /// <summary>What is being written, such as "results of gans info".</summary>
    public string What { get; set; } = "results";

    /// <inheritdoc/>
    protected override void OnFailure(Exception failure)
    {
        var reason = WriteFailure.IsDiskFull(failure) ? "the disk is full" : "it is closed, or nothing takes what is written";
        throw new IOException($"Writing {What} to standard output: {reason}. Send them elsewhere; files that were to be written are written.", failure);
    }
}
