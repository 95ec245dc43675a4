using Gans.Formats;
using Gans.Inference;

namespace Gans.Apps.Tests;

/// <summary>Draws nothing but takes its time, and counts: what a test of limits needs of a generator.</summary>
/// <param name="wait">Returns when a call may end.</param>
internal sealed class SlowGenerator(Action wait) : IGenerator
{
    private int running;
    private int most;
    private int finished;

    /// <summary>Most calls that ran at once.</summary>
    internal int MostAtOnce => most;

    /// <summary>Calls that came to their end.</summary>
    internal int Finished => finished;

    public ModelCard Card { get; } = new() { Kind = ModelKind.Generator };

    public ImageBatch Sample(SampleRequest request, CancellationToken cancellationToken = default)
    {
        var now = Interlocked.Increment(ref running);
        for (var seen = most; now > seen && Interlocked.CompareExchange(ref most, now, seen) != seen; seen = most)
        {
        }

        wait();
        Interlocked.Decrement(ref running);
        Interlocked.Increment(ref finished);
        return new ImageBatch(request.Count, 2, 2, 1);
    }
}
