using Gans.Formats;
using Gans.Models;
using Gans.Training.Checkpoints;
using Gans.Training.Measures;
using Gans.Training.Native;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Checkpoints;

[TestClass]
public sealed class CheckpointStoreTests
{
    private static readonly GanSettings Settings = new() { BatchSize = 8, LatentSize = 3 };

    [TestMethod]
    public void SaveThenLoad_IntoOtherNetworks_IsBitEqual()
    {
        using var folder = new TemporaryFolder();
        using var first = Create(seed: 1);
        using var firstAverage = new ExponentialMovingAverage(first.Product.Network, 0.9);
        Step(first);
        firstAverage.Update(1);
        new CheckpointStore(folder["c"], first, firstAverage, CPU).Save(1, 2.5);
        var random = RandomState.Get();
        using var second = Create(seed: 2);
        using var secondAverage = new ExponentialMovingAverage(second.Product.Network, 0.9);

        var state = new CheckpointStore(folder["c"], second, secondAverage, CPU).Load();

        Assert.AreEqual((1L, 2.5), (state!.Step, state.ElapsedSeconds));
        CollectionAssert.AreEqual(Everything(first, firstAverage), Everything(second, secondAverage));
        CollectionAssert.AreEqual(new[] { 1L, 2L }, second.Players.Select(player => player.Optimizer.StepCount).ToArray());
        CollectionAssert.AreEqual(random.Cpu, RandomState.Get().Cpu);
    }

    [TestMethod]
    public void Save_ThatFails_LeavesThePreviousOneWhole()
    {
        using var folder = new TemporaryFolder();
        var broken = Create(seed: 1);
        new CheckpointStore(folder["c"], broken, null, CPU).Save(1, 0);
        broken.Players[1].Optimizer.Dispose();   // the second optimizer's tensors are gone: writing stops after the first one's

        Assert.ThrowsExactly<InvalidOperationException>(() => new CheckpointStore(folder["c"], broken, null, CPU).Save(2, 0));

        using var step = Create(seed: 2);
        Assert.AreEqual(1L, new CheckpointStore(folder["c"], step, null, CPU).Load()!.Step);
        broken.Dispose();
    }

    [TestMethod]
    public void Load_WithoutACheckpoint_IsNull()
    {
        using var folder = new TemporaryFolder();
        using var step = Create(seed: 1);

        Assert.IsNull(new CheckpointStore(folder["c"], step, null, CPU).Load());
    }

    [TestMethod]
    public void Load_IntoOtherSizes_NamesTheTensor()
    {
        using var folder = new TemporaryFolder();
        using var step = Create(seed: 1);
        new CheckpointStore(folder["c"], step, null, CPU).Save(1, 0);
        using var other = new ScriptedStep(_ => 0);

        var failure = Assert.ThrowsExactly<InvalidInputException>(() => new CheckpointStore(folder["c"], other, null, CPU).Load());

        StringAssert.Contains(failure.Message, "generator.weight", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("state.json", "{")]
    [DataRow("state.json", "{\"format_version\":9,\"step\":1,\"elapsed_seconds\":0,\"optimizer_steps\":{},\"random_cpu\":\"\"}")]
    [DataRow("weights.safetensors", "short")]
    public void Load_Damaged_IsInvalidInput(string file, string content)
    {
        using var folder = new TemporaryFolder();
        using var step = Create(seed: 1);
        var store = new CheckpointStore(folder["c"], step, null, CPU);
        store.Save(1, 0);
        File.WriteAllText(Path.Combine(folder["c"], file), content);

        var failure = Assert.ThrowsExactly<InvalidInputException>(() => store.Load());

        StringAssert.Contains(failure.Message, file, StringComparison.Ordinal);
        Assert.IsFalse(failure.Message.Contains('\n', StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow(0, 0, DisplayName = "nothing")]
    [DataRow(100, 0, DisplayName = "a part")]
    [DataRow(5056, 8, DisplayName = "a counter that is none")]
    [DataRow(5056, 16, DisplayName = "a position that is none")]
    [Description("libtorch ends the process on such a state; its own are of 5,056 bytes.")]
    public void Load_RandomStateThatIsNone_IsInvalidInput(int length, int broken)
    {
        using var folder = new TemporaryFolder();
        using var step = Create(seed: 1);
        var store = new CheckpointStore(folder["c"], step, null, CPU);
        store.Save(1, 0);
        var before = RandomState.Get().Cpu;
        var bytes = before[..length];
        if (broken > 0)
        {
            bytes.AsSpan(broken, 4).Fill(0x7f);
        }

        var path = Path.Combine(folder["c"], "state.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(Convert.ToBase64String(before), Convert.ToBase64String(bytes), StringComparison.Ordinal));

        var failure = Assert.ThrowsExactly<InvalidInputException>(() => store.Load());

        StringAssert.Contains(failure.Message, $"found {length} bytes that are no state of the random generator", StringComparison.Ordinal);
        CollectionAssert.AreEqual(before, RandomState.Get().Cpu);
    }

    private static GanStep Create(long seed)
    {
        random.manual_seed(seed);
        return StepFactory.TwoPlayers(new RecordingGenerator([]), new RecordingDiscriminator([]), Settings, CPU);
    }

    private static void Step(GanStep step)
    {
        using var scope = NewDisposeScope();
        using var log = new LossLog();
        step.Run(1, new Ones(), log);
    }

    private static float[] Everything(GanStep step, ExponentialMovingAverage average) =>
    [
        .. step.Players.SelectMany(player => player.Network.parameters()).SelectMany(value => value.ToArray<float>()),
        .. step.Players.SelectMany(player => player.Optimizer.State).SelectMany(slot => slot.Values).SelectMany(value => value.ToArray<float>()),
        .. average.State.SelectMany(entry => entry.Value.ToArray<float>()),
    ];
}
