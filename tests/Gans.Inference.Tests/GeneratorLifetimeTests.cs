using Gans.Formats;
using Gans.Runtime;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class GeneratorLifetimeTests
{
    private static readonly GeneratorOptions OnCpu = new() { Device = Device.Cpu, Threads = 1 };

    [TestMethod]
    public void Sample_FromManyThreads_GivesTheSerialPixels()
    {
        const int Calls = 200;
        using var generator = Generator.Load(new TinyModel { Classes = 5, Height = 16, Width = 16 }.ToBytes(), OnCpu);
        var serial = Enumerable.Range(0, Calls).Select(seed => Draw(generator, seed)).ToArray();

        var concurrent = new byte[Calls][];
        Parallel.For(0, Calls, new ParallelOptions { MaxDegreeOfParallelism = 8 }, seed => concurrent[seed] = Draw(generator, seed));

        for (var seed = 0; seed < Calls; seed++)
        {
            CollectionAssert.AreEqual(serial[seed], concurrent[seed], $"seed {seed}");
        }
    }

    [TestMethod]
    public void Sample_AfterDispose_Throws()
    {
        var generator = Generator.Load(new TinyModel().ToBytes(), OnCpu);
        generator.Sample(1, seed: 1);

        generator.Dispose();
        generator.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => generator.Sample(1, seed: 1));
        Assert.ThrowsExactly<ObjectDisposedException>(() => generator.SampleValues(new SampleRequest(1, seed: 1)));
        Assert.ThrowsExactly<ObjectDisposedException>(() => generator.Sample(new SampleRequest(new LatentBatch(1, 8)), new byte[20]));
        Assert.AreEqual(ModelKind.Generator, generator.Info.Card.Kind);
    }

    [TestMethod]
    [Description("Each call ends with whole images or with ObjectDisposedException, and nothing else, whenever the owner disposes.")]
    public void Dispose_WhileOthersSample_LetsTheirCallsFinish()
    {
        for (var round = 0; round < 20; round++)
        {
            var generator = Generator.Load(new TinyModel { Height = 16, Width = 16 }.ToBytes(), OnCpu);
            var expected = Draw(generator, seed: 3);
            using var started = new CountdownEvent(4);
            var users = Enumerable.Range(0, 4).Select(_ => Task.Run(() => SampleUntilDisposed(generator, expected, started))).ToArray();

            started.Wait();
            generator.Dispose();

            Assert.IsTrue(Task.WhenAll(users).Wait(TimeSpan.FromMinutes(1)), "a user did not end");
        }
    }

    [TestMethod]
    [Description("Buffers, bindings and the session are all that a call needs: with the caller's buffers, a thousand calls leave no object behind.")]
    [DataRow(0, 0)]
    [DataRow(4, 0)]
    [DataRow(4, 2)]
    public void Sample_CallersBuffers_AllocatesNothing(int classes, int categories)
    {
        using var generator = Generator.Load(new TinyModel { Classes = classes, CodeCategories = categories }.ToBytes(), OnCpu);
        LatentBatch[] latents = [.. Enumerable.Range(1, 3).Select(count => new LatentBatch(count, generator.LatentSize))];
        var (pixels, images) = (new byte[3 * 20], new float[3 * 20]);
        long[] labels = classes > 0 ? [0, 1, 2] : [];
        AllocatedBy(calls: 100, generator, latents, labels, pixels, images);

        Assert.AreEqual(0, AllocatedBy(calls: 1000, generator, latents, labels, pixels, images));
    }

    private static long AllocatedBy(int calls, Generator generator, LatentBatch[] latents, long[] labels, byte[] pixels, float[] images)
    {
        var source = new LatentSource(generator.LatentSize, LatentDistribution.Normal, seed: 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < calls; call++)
        {
            var batch = latents[call % 3];
            source.Fill(call, batch.Values);
            var request = new SampleRequest(batch) { Labels = labels.AsMemory(0, Math.Min(batch.Count, labels.Length)) };
            generator.Sample(request, pixels.AsSpan(0, batch.Count * 20));
            generator.SampleValues(request, images.AsSpan(0, batch.Count * 20));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void SampleUntilDisposed(Generator generator, byte[] expected, CountdownEvent started)
    {
        try
        {
            CollectionAssert.AreEqual(expected, Draw(generator, seed: 3));
            started.Signal();
            while (true)
            {
                CollectionAssert.AreEqual(expected, Draw(generator, seed: 3));
            }
        }
        catch (ObjectDisposedException)
        {
            // The owner disposed it between two calls.
        }
    }

    private static byte[] Draw(Generator generator, int seed) => generator.Sample(3, seed).Pixels.ToArray();
}
