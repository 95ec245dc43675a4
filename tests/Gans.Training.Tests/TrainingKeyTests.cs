using TorchSharp;

namespace Gans.Training.Tests;

/// <summary>What a training's key costs whoever asks for it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TrainingKeyTests
{
    private const string Name = "gans-key-test";   // Linux shows 15 letters, and OpenMP's helpers go by the name of the thread that they help

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [Description("Helpers that were left to the thread that asks would slow down a training on another one.")]
    public void Of_ThreadThatAsks_IsLeftWithoutHelpers()
    {
        var options = new TrainingOptions { Model = "dcgan-fashion", Output = "unused" };
        TrainingKey.Of(options);   // threads that the runtime starts for good are there from now on
        var (isAsBefore, helpers) = (false, 0);
        var asks = new Thread(() =>
        {
            torch.set_num_threads(2);
            var before = ThreadsOfThatName();
            TrainingKey.Of(options);
            isAsBefore = SpinWait.SpinUntil(() => ThreadsOfThatName() == before, TimeSpan.FromSeconds(10));   // one may be about to end
            using var sum = torch.ones(1 << 20).exp();
            helpers = ThreadsOfThatName() - before;
        })
        {
            Name = Name,
        };
        var threads = torch.get_num_threads();
        try
        {
            asks.Start();
            asks.Join();
        }
        finally
        {
            torch.set_num_threads(threads);
        }

        Assert.IsTrue(isAsBefore);
        Assert.AreEqual(1, helpers, "an operator leaves one, so that there is something to see");
    }

    private static int ThreadsOfThatName() => Directory.GetDirectories("/proc/self/task").Count(static task =>
        File.ReadAllText(Path.Combine(task, "comm")).TrimEnd() == Name);
}
