using System.Text.Json;
using Gans.Formats;
using Gans.Models;
using Gans.Training.Measures;
using Gans.Training.Native;
using Gans.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Checkpoints;

/// <summary>Writes and reads all that a training needs to go on, bit for bit on the CPU.</summary>
/// <remarks>
/// A folder of <c>weights.safetensors</c> (networks, buffers included, under their names, and the product's running mean under <c>ema</c>),
/// <c>optimizer.safetensors</c>, <c>memory.safetensors</c> where the step remembers more than these, such as pools of images, and <c>state.json</c>. It is
/// written beside the last one and takes its place whole.
/// </remarks>
internal sealed class CheckpointStore
{
    /// <summary>Name under which the running mean of the product's weights is kept.</summary>
    public const string AveragePrefix = "ema";

    private const string WeightsName = "weights.safetensors";
    private const string OptimizerName = "optimizer.safetensors";
    private const string MemoryName = "memory.safetensors";
    private const string StateName = "state.json";

    private readonly TrainingStep step;
    private readonly ExponentialMovingAverage? average;
    private readonly Device device;

    /// <summary>Creates the store of one training.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <param name="step">Networks and optimizers.</param>
    /// <param name="average">Running mean of the product's weights, or none.</param>
    /// <param name="device">Whose random generator is saved besides the CPU's.</param>
    public CheckpointStore(string folder, TrainingStep step, ExponentialMovingAverage? average, Device device)
    {
        (Folder, this.step, this.average, this.device) = (folder, step, average, device);
    }

    /// <summary>The checkpoint's folder.</summary>
    public string Folder { get; }

    /// <summary>Step of the checkpoint that was last written or read; null before.</summary>
    public long? LastStep { get; private set; }

    /// <summary>Whether a folder holds a checkpoint.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, StateName));

    /// <summary>Reads the state of a checkpoint.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <exception cref="InvalidInputException">It is missing, damaged or of another version.</exception>
    public static CheckpointState ReadState(string folder) => TrainingJson.Read(
        Path.Combine(folder, StateName),
        CheckpointJson.Default.CheckpointState,
        state => state.FormatVersion,
        CheckpointState.CurrentFormatVersion,
        state => state.Check());

    /// <summary>The file of all networks' weights in a checkpoint.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    public static string WeightsOf(string folder) => Path.Combine(folder, WeightsName);

    /// <summary>Fills one network of a checkpoint.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <param name="prefix">The player's name, or <see cref="AveragePrefix"/>.</param>
    /// <param name="network">The network, of equal shape.</param>
    /// <exception cref="InvalidInputException">The file is missing, damaged, of another network or without such a part.</exception>
    public static void LoadNetwork(string folder, string prefix, Module network) =>
        TensorFile.ReadNetwork(WeightsOf(folder), prefix, network);

    /// <summary>Writes a checkpoint in place of the last one.</summary>
    /// <param name="stepsDone">Generator updates done.</param>
    /// <param name="elapsedSeconds">Time of training so far.</param>
    /// <param name="accuracies">Shares of images that were told rightly, by kind; null where nobody counted.</param>
    /// <param name="recent">Losses and shares of the last updates, for whoever watches.</param>
    public void Save(long stepsDone, double elapsedSeconds, IReadOnlyDictionary<string, double>? accuracies = null, IReadOnlyList<StepMeans>? recent = null)
    {
        using var folder = new AtomicFolder(Folder);
        TensorFile.Write(Path.Combine(folder.WorkPath, WeightsName), Weights());
        TensorFile.Write(Path.Combine(folder.WorkPath, OptimizerName), OptimizerState());
        if (step.Memory.Count > 0)
        {
            TensorFile.Write(Path.Combine(folder.WorkPath, MemoryName), step.Memory);
        }

        var random = RandomState.Get();
        var state = new CheckpointState
        {
            Step = stepsDone,
            ElapsedSeconds = elapsedSeconds,
            Accuracies = accuracies,
            Recent = recent ?? [],
            OptimizerSteps = step.Players.ToDictionary(player => player.Name, player => player.Optimizer.StepCount, StringComparer.Ordinal),
            RandomCpu = random.Cpu,
        };
        AtomicFile.WriteText(Path.Combine(folder.WorkPath, StateName), JsonSerializer.Serialize(state, CheckpointJson.Default.CheckpointState));
        folder.Commit();
        LastStep = stepsDone;
    }

    /// <summary>Puts the last checkpoint into networks, optimizers, running mean and random generators.</summary>
    /// <returns>Its state; null where there is no checkpoint.</returns>
    /// <exception cref="InvalidInputException">It is damaged or of other networks.</exception>
    public CheckpointState? Load()
    {
        if (!Exists(Folder))
        {
            return null;
        }

        var state = ReadState(Folder);
        var random = new RandomState(state.RandomCpu);
        if (!random.IsValid)
        {
            throw new InvalidInputException(
                $"Reading {Path.Combine(Folder, StateName)}: found {state.RandomCpu.Length} bytes that are no state of the random generator. "
                + "The file is damaged; train again.");
        }

        TensorFile.Read(Path.Combine(Folder, WeightsName), Weights());
        TensorFile.Read(Path.Combine(Folder, OptimizerName), OptimizerState());
        if (step.Memory.Count > 0)
        {
            TensorFile.Read(Path.Combine(Folder, MemoryName), step.Memory);
        }

        foreach (var player in step.Players)
        {
            player.Optimizer.StepCount = state.OptimizerSteps.TryGetValue(player.Name, out var count)
                ? count
                : throw new InvalidInputException($"Reading {Folder}: found no optimizer steps of the {player.Name}. The checkpoint is of another model.");
        }

        random.Restore(device);
        LastStep = state.Step;
        return state;
    }

    private IEnumerable<(string Name, Tensor Value)> Weights() =>
        step.Networks.SelectMany(network => TensorFile.Prefixed(network.Name, network.Network.NamedState()))
            .Concat(average is null ? [] : TensorFile.Prefixed(AveragePrefix, average.State));

    private IEnumerable<(string Name, Tensor Value)> OptimizerState() =>
        from player in step.Players
        from slot in player.Optimizer.State
        from entry in player.Network.named_parameters().Zip(slot.Values)
        select ($"{player.Name}.{slot.Name}.{entry.First.name}", entry.Second);
}
