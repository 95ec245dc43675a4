using System.Runtime.InteropServices;
using System.Text.Json;
using Gans.Training.Checkpoints;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;

namespace Gans.Training.Tests.Golden;

/// <summary>Runs that the first edition left can be gone on with. With <c>GANS_WRITE_GOLDEN=1</c> in the environment they are made anew first.</summary>
[TestClass]
public sealed class GoldenRunTests
{
    private const long MoreSteps = 2;

    /// <summary>Two steps of Adam of 2e-4 each: another order of the sums in a gradient changes them in their fifth digit.</summary>
    private const double Tolerance = 1e-7;

    private static IEnumerable<string> RunNames => GoldenRun.All.Select(run => run.Name);

    [ClassInitialize]
    public static void WriteWhereAskedTo(TestContext context)
    {
        if (Environment.GetEnvironmentVariable("GANS_WRITE_GOLDEN") == "1")
        {
            foreach (var run in GoldenRun.All)
            {
                run.Write();
            }

            using var folder = new TemporaryFolder();
            GoOn(GoldenRun.Plain, folder);
            var figures = FiguresOf(folder["run"])
                .Select(entry => FormattableString.Invariant($"  \"{entry.Key}\": [{entry.Value[0]:G9}, {entry.Value[1]:G9}]"));
            File.WriteAllText(GoldenRun.Continued, $"{{\n{string.Join(",\n", figures)}\n}}\n");
        }
    }

    [TestMethod]
    [DynamicData(nameof(RunNames))]
    public void Load_RunOfTheFirstEdition_TakesEveryTensorAsItIs(string name)
    {
        using var folder = new TemporaryFolder();
        var run = Find(name);

        var state = run.LoadAndSave(folder["again"]);

        Assert.AreEqual(GoldenRun.Steps, state.Step);
        foreach (var file in GoldenRun.TensorFiles)
        {
            var (golden, again) = (GoldenRun.Tensors(new RunFolder(run.Folder).Checkpoint, file), GoldenRun.Tensors(folder["again"], file));
            CollectionAssert.AreEquivalent(golden.Keys, again.Keys, file);
            foreach (var (tensor, bytes) in golden)
            {
                CollectionAssert.AreEqual(bytes, again[tensor], tensor);
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(RunNames))]
    public void Resume_RunOfTheFirstEdition_GoesOnToTheNewTotal(string name)
    {
        using var folder = new TemporaryFolder();
        var run = Find(name);

        var result = GoOn(run, folder);

        var (before, after) = (new RunFolder(run.Folder).Checkpoint, new RunFolder(folder["run"]).Checkpoint);
        Assert.AreEqual(GoldenRun.Steps + MoreSteps, result.Steps);
        Assert.AreNotEqual(0, result.Losses.Count);
        Assert.IsTrue(result.Losses.Values.All(double.IsFinite), "losses: " + string.Join(", ", result.Losses));
        var (stepsBefore, stepsAfter) = (CheckpointStore.ReadState(before).OptimizerSteps, CheckpointStore.ReadState(after).OptimizerSteps);
        foreach (var (player, steps) in stepsBefore)
        {
            Assert.IsGreaterThan(steps, stepsAfter[player], player);
        }

        var (optimizerBefore, optimizerAfter) = (GoldenRun.Tensors(before, "optimizer.safetensors"), GoldenRun.Tensors(after, "optimizer.safetensors"));
        foreach (var slot in optimizerBefore.Keys.GroupBy(tensor => string.Join('.', tensor.Split('.')[..2])))
        {
            Assert.IsTrue(slot.Any(tensor => !optimizerBefore[tensor].SequenceEqual(optimizerAfter[tensor])), $"{slot.Key} has not moved");
        }
    }

    [TestMethod]
    [Description("The generator of random numbers goes on where it was: the same batches and latents, and so the same weights but for rounding.")]
    public void Resume_PlainRunOfTheFirstEdition_ComesToWhatThatCameTo()
    {
        using var folder = new TemporaryFolder();
        var golden = JsonSerializer.Deserialize<Dictionary<string, double[]>>(File.ReadAllText(GoldenRun.Continued))!;

        GoOn(GoldenRun.Plain, folder);

        var found = FiguresOf(folder["run"]);
        CollectionAssert.AreEquivalent(golden.Keys, found.Keys);
        foreach (var (name, figures) in golden)
        {
            Assert.AreEqual(figures[0], found[name][0], Tolerance, $"mean of {name}");
            Assert.AreEqual(figures[1], found[name][1], Tolerance, $"deviation of {name}");
        }
    }

    private static TrainingResult GoOn(GoldenRun run, TemporaryFolder folder)
    {
        run.CopyTo(folder["run"]);
        var total = GoldenRun.Steps + MoreSteps;
        var options = run.Options(TinyData.WriteBars(folder["data"]), folder["run"], total);
        return TrainingRun.Run(options with { Resume = true, CheckpointEverySteps = total }, null, CancellationToken.None);
    }

    /// <summary>Mean and standard deviation of each tensor of a run's checkpoint, by name, those of the optimizers behind <c>optimizer</c>.</summary>
    private static SortedDictionary<string, double[]> FiguresOf(string run)
    {
        var figures = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var file in GoldenRun.TensorFiles)
        {
            foreach (var (name, bytes) in GoldenRun.Tensors(new RunFolder(run).Checkpoint, file))
            {
                var values = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
                var mean = values.Average(value => (double)value);
                figures[$"{Path.GetFileNameWithoutExtension(file)}.{name}"] = [mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean)))];
            }
        }

        return figures;
    }

    private static GoldenRun Find(string name) => GoldenRun.All.Single(run => run.Name == name);
}
