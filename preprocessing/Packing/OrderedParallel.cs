namespace Gans.Preprocessing.Packing;

/// <summary>Does independent work on all cores and hands the results out in order.</summary>
internal static class OrderedParallel
{
    private const int InFlightPerCore = 8;   // enough that one slow item does not idle the other cores

    /// <summary>Maps a sequence. Memory is bounded: the source is walked, on the caller's thread, only so far as results are taken.</summary>
    /// <param name="source">What to work on.</param>
    /// <param name="work">Does one item, on any thread. What it throws comes out where its result would.</param>
    internal static IEnumerable<TResult> Map<TSource, TResult>(IEnumerable<TSource> source, Func<TSource, TResult> work)
    {
        var inFlight = new Queue<Task<TResult>>();
        var capacity = InFlightPerCore * Environment.ProcessorCount;
        try
        {
            foreach (var item in source)
            {
                inFlight.Enqueue(Task.Run(() => work(item)));
                if (inFlight.Count == capacity)
                {
                    yield return inFlight.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (inFlight.TryDequeue(out var next))
            {
                yield return next.GetAwaiter().GetResult();
            }
        }
        finally
        {
            Task.WhenAll(inFlight).ContinueWith(static _ => { }, TaskScheduler.Default).Wait();   // whoever stopped early may now dispose what the work uses
        }
    }
}
