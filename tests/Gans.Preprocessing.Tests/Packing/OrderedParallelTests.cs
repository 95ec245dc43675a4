using Gans.Preprocessing.Packing;

namespace Gans.Preprocessing.Tests.Packing;

[TestClass]
public sealed class OrderedParallelTests
{
    [TestMethod]
    [Description("The first items take longest.")]
    public void Map_UnevenWork_KeepsTheOrder()
    {
        var results = Map(Enumerable.Range(0, 200), item =>
        {
            Thread.Sleep(item < 3 ? 30 : 0);
            return 2 * item;
        });

        CollectionAssert.AreEqual(Enumerable.Range(0, 200).Select(static item => 2 * item).ToArray(), results.ToArray());
    }

    [TestMethod]
    [Description("Eight in flight a core.")]
    public void Map_SlowConsumer_ReadsOnlySoFarAhead()
    {
        var read = 0;
        IEnumerable<int> Source()
        {
            while (true)
            {
                yield return read++;
            }
        }

        foreach (var item in Map(Source(), static item => item).Take(50))
        {
            Assert.IsLessThanOrEqualTo(item + (8 * Environment.ProcessorCount), read);
        }
    }

    [TestMethod]
    public void Map_WorkThatThrows_ThrowsInItsPlace()
    {
        var seen = new List<int>();

        Assert.ThrowsExactly<InvalidDataException>(() =>
        {
            foreach (var item in Map(Enumerable.Range(0, 100), static item => item == 40 ? throw new InvalidDataException() : item))
            {
                seen.Add(item);
            }
        });

        CollectionAssert.AreEqual(Enumerable.Range(0, 40).ToArray(), seen);
    }

    [TestMethod]
    public void Map_StoppedEarly_WaitsForWhatRuns()
    {
        var running = 0;
        var results = Map(Enumerable.Range(0, 100), item =>
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(5);
            Interlocked.Decrement(ref running);
            return item;
        });

        Assert.AreEqual(0, results.First());

        Assert.AreEqual(0, running);
    }

    [TestMethod]
    [Description("Ten pieces of 100 MB each, which take 200 MB more while they run: 384 MB are the most beside the first, which never waits.")]
    public void Map_LargePieces_HoldNoMoreThanTheBudget()
    {
        const long megabyte = 1 << 20;
        var (held, most) = (0L, 0L);
        var work = Enumerable.Range(0, 10).Select(item => new Work<int>(100 * megabyte, 1, null, lease =>
        {
            lease.Take(200 * megabyte);
            InterlockedMax(ref most, Interlocked.Add(ref held, 300));
            Thread.Sleep(5);
            Interlocked.Add(ref held, -300);
            return item;
        }));

        CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), OrderedParallel.Map(work).ToArray());
        Assert.IsLessThanOrEqualTo(384 + 300, most);
    }

    [TestMethod]
    [Description("Each alone is larger than all memory in flight: one after the other they come to an end.")]
    [Timeout(60_000)]
    public void Map_PiecesLargerThanTheBudget_ComeToAnEnd()
    {
        var work = Enumerable.Range(0, 20).Select(item => new Work<int>(1L << 40, 0, null, lease =>
        {
            lease.Take(1L << 40);
            return item;
        }));

        CollectionAssert.AreEqual(Enumerable.Range(0, 20).ToArray(), OrderedParallel.Map(work).ToArray());
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Map_StoppedWhileOthersWaitForMemory_Ends()
    {
        var work = Enumerable.Range(0, 20).Select(item => new Work<int>(0, 0, null, lease =>
        {
            lease.Take(1L << 40);
            return item;
        }));

        Assert.AreEqual(0, OrderedParallel.Map(work).First());
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = most; value > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private static IEnumerable<TResult> Map<TSource, TResult>(IEnumerable<TSource> source, Func<TSource, TResult> work) =>
        OrderedParallel.Map(source.Select(item => new Work<TResult>(0, 0, null, _ => work(item))));
}
