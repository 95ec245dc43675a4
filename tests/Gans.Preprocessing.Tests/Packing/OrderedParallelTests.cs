using Gans.Preprocessing.Packing;

namespace Gans.Preprocessing.Tests.Packing;

[TestClass]
public sealed class OrderedParallelTests
{
    [TestMethod]
    [Description("The first items take longest.")]
    public void Map_UnevenWork_KeepsTheOrder()
    {
        var results = OrderedParallel.Map(Enumerable.Range(0, 200), item =>
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

        foreach (var item in OrderedParallel.Map(Source(), static item => item).Take(50))
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
            foreach (var item in OrderedParallel.Map(Enumerable.Range(0, 100), static item => item == 40 ? throw new InvalidDataException() : item))
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
        var results = OrderedParallel.Map(Enumerable.Range(0, 100), item =>
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(5);
            Interlocked.Decrement(ref running);
            return item;
        });

        Assert.AreEqual(0, results.First());

        Assert.AreEqual(0, running);
    }
}
