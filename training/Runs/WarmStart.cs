using System.Globalization;
using Gans.Formats;
using Gans.Models;
using Gans.Training.Checkpoints;
using Gans.Training.Steps;
using static TorchSharp.torch.nn;

namespace Gans.Training.Runs;

/// <summary>Fills the networks of a training that begins with the weights of another run, as far as they fit.</summary>
/// <remarks>
/// Of networks that grow from a level on, the generator is the one that the other run kept when it had tuned that level, where it kept it. Optimizers start
/// anew: their state belongs to another loss, or to other data.
/// </remarks>
internal static class WarmStart
{
    /// <summary>Fills them.</summary>
    /// <param name="step">The networks, by player.</param>
    /// <param name="options">Which run, and who is told how much of each network was filled.</param>
    /// <param name="fromSize">Pixels a side of the level that networks which grow go on from; 0 for the last checkpoint.</param>
    /// <exception cref="InvalidInputException">It is no run, has no checkpoint, or nothing of it fits.</exception>
    internal static void Apply(TrainingStep step, TrainingOptions options, int fromSize)
    {
        var path = options.InitFrom!;
        var folder = new RunFolder(path);
        var origin = RunInfo.Read(folder, options.Models);
        if (!CheckpointStore.Exists(folder.Checkpoint))
        {
            throw new InvalidInputException($"Beginning with the weights of {path}: found no checkpoint, needed one. Train it for longer first.");
        }

        var filled = 0;
        foreach (var (name, network) in step.Networks)
        {
            var kept = name == PlayerNames.Generator && fromSize > 0 ? Tuned(folder, fromSize) : null;
            var file = kept ?? CheckpointStore.WeightsOf(folder.Checkpoint);
            var (fits, all) = Fill(network, file, name);
            filled += fits;
            options.Announce(string.Create(CultureInfo.InvariantCulture, $"{name}: begins with {fits} of {all} tensors of {file}"));
        }

        if (filled == 0)
        {
            throw new InvalidInputException(
                $"Beginning with the weights of {path}: found networks of {origin.Model}, of which nothing fits, needed some of equal names and sizes. "
                + "Give a run of the same model, or of a like one.");
        }
    }

    /// <summary>How far a network has grown is the training's, not that of the weights.</summary>
    private static (int Fits, int All) Fill(Module network, string file, string name)
    {
        var growth = (network as IGrowing)?.Growth;
        var result = TensorFile.ReadWhatFits(file, name, network);
        if (network is IGrowing growing && growth is { } present)
        {
            growing.Growth = present;
        }

        return result;
    }

    /// <summary>The last generator that the run kept straight through at a level; null where it kept none.</summary>
    private static string? Tuned(RunFolder folder, int size) => KeptGenerator.In(folder).Reverse().FirstOrDefault(kept =>
    {
        var growth = TensorFile.TryReadNumbers(kept.Path, $"{PlayerNames.Generator}.growth");
        return growth is [var level, _, 0] && Growth.SizeOf((int)level) == size;
    })?.Path;
}
