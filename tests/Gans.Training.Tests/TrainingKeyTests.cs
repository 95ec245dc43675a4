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
        var threads = torch.get_num_threads();
        bool isAsBefore;
        int helpers;
        try
        {
            (isAsBefore, helpers) = OnThreadOfThatName(() =>
            {
                torch.set_num_threads(2);
                var before = ThreadsOfThatName();
                TrainingKey.Of(options);
                var isSo = SpinWait.SpinUntil(() => ThreadsOfThatName() == before, TimeSpan.FromSeconds(10));   // one may be about to end
                using var sum = torch.ones(1 << 20).exp();
                return (isSo, ThreadsOfThatName() - before);
            });
        }
        finally
        {
            torch.set_num_threads(threads);
        }

        Assert.IsTrue(isAsBefore);
        Assert.AreEqual(1, helpers, "an operator leaves one, so that there is something to see");
    }

    // A task hands an exception on to the test. Out of a bare thread it would end the process, and with it all the other tests.
    private static T OnThreadOfThatName<T>(Func<T> work) => Task.Factory.StartNew(
        () =>
        {
            Thread.CurrentThread.Name = Name;
            return work();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default).GetAwaiter().GetResult();

    private static int ThreadsOfThatName() => Directory.GetDirectories("/proc/self/task").Count(IsOfThatName);

    private static bool IsOfThatName(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd() == Name;
        }
        catch (IOException)
        {
            return false;   // it ended since the folder was read
        }
    }
}
