using System.Collections.Concurrent;

namespace Gans.Preprocessing.Packing;

/// <summary>Does independent work on all cores and hands the results out in order.</summary>
/// <remarks>
/// On as many threads as there are cores, which are its own: work that decodes blocks, and a shared pool would answer with ever more threads.
/// </remarks>
internal static class OrderedParallel
{
    private const int InFlightPerCore = 8;   // enough that one slow item does not idle the other cores
    private const long MemoryInFlight = 384L << 20;

    /// <summary>Does a sequence of work. The source is walked, on the caller's thread, only so far as results are taken and bytes are free.</summary>
    /// <param name="source">What to work on.</param>
    internal static IEnumerable<TResult> Map<TResult>(IEnumerable<Work<TResult>> source)
    {
        var budget = new ByteBudget(MemoryInFlight);
        var inFlight = new Queue<Piece<TResult>>();
        using var waiting = new BlockingCollection<Piece<TResult>>();
        var capacity = InFlightPerCore * Environment.ProcessorCount;
        var threads = Start(waiting);
        try
        {
            var number = 0L;
            foreach (var work in source)
            {
                while (!budget.TryTake(number, work.Bytes))
                {
                    yield return Finish(inFlight.Dequeue(), budget);
                }

                var piece = new Piece<TResult>(work, new ByteLease(budget, number++, work.Bytes));
                piece.Prepare();
                inFlight.Enqueue(piece);
                waiting.Add(piece);
                if (inFlight.Count == capacity)
                {
                    yield return Finish(inFlight.Dequeue(), budget);
                }
            }

            while (inFlight.TryDequeue(out var next))
            {
                yield return Finish(next, budget);
            }
        }
        finally
        {
            waiting.CompleteAdding();
            budget.End();
            Array.ForEach(threads, static thread => thread.Join());   // whoever stopped early may now dispose what the work uses
        }
    }

    private static Thread[] Start<TResult>(BlockingCollection<Piece<TResult>> waiting)
    {
        var threads = new Thread[Environment.ProcessorCount];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                foreach (var piece in waiting.GetConsumingEnumerable())
                {
                    piece.Run();
                }
            })
            { IsBackground = true, Name = $"prepare {i}" };
            threads[i].Start();
        }

        return threads;
    }

    private static TResult Finish<TResult>(Piece<TResult> piece, ByteBudget budget)
    {
        try
        {
            return piece.Result();
        }
        finally
        {
            budget.Advance();
        }
    }

    private sealed class Piece<TResult>(Work<TResult> work, ByteLease lease)
    {
        private readonly TaskCompletionSource<TResult> done = new();

        /// <summary>Does what must be done before the source is walked on.</summary>
        internal void Prepare() => work.Prepare?.Invoke();

        internal void Run()
        {
            try
            {
                var result = work.Do(lease);
                lease.Keep(work.Rest);
                done.SetResult(result);
            }
            catch (Exception e)
            {
                lease.Keep(work.Rest);
                done.SetException(e);   // comes out where its result would
            }
        }

        internal TResult Result()
        {
            try
            {
                return done.Task.GetAwaiter().GetResult();
            }
            finally
            {
                lease.Keep(0);
            }
        }
    }
}

/// <summary>A piece of work.</summary>
/// <param name="Bytes">Memory that it takes from its beginning, its result included.</param>
/// <param name="Rest">Memory of its result, which it holds until that is taken.</param>
/// <param name="Prepare">What the thread that walks the source is to do before it goes on; null for nothing. Must not throw.</param>
/// <param name="Do">Does it, on any thread, and may take more memory. What it throws comes out where its result would.</param>
internal readonly record struct Work<TResult>(long Bytes, long Rest, Action? Prepare, Func<ByteLease, TResult> Do);
