using Gans.Models;
using Gans.Training.Checkpoints;
using Gans.Training.Loop;
using Gans.Training.Steps;

namespace Gans.Training.Logs;

/// <summary>Keeps generators of earlier epochs, as an export takes them: the weights alone, averaged where the training averages.</summary>
/// <remarks>
/// One that is not the best any more goes only when a checkpoint that knows the better one is on the disk: a training that goes on from the one before finds
/// what it had. Those of steps that the checkpoint does not know, of a lost session, go at the start.
/// </remarks>
/// <param name="folder">The run folder.</param>
/// <param name="players">Whose networks are kept.</param>
/// <param name="average">Running mean of the product's weights, or none.</param>
/// <param name="keeping">Which.</param>
/// <param name="bestStep">Tells the step of the best generator so far, that of the last report included; null before the first score.</param>
internal sealed class GeneratorKeeper(
    RunFolder folder, IReadOnlyList<Player> players, ExponentialMovingAverage? average, GeneratorKeeping keeping, Func<long?> bestStep) : TrainingObserver
{
    private bool IsBestOnly => keeping.Every == 0;

    /// <inheritdoc/>
    public override void OnStart(long step) => RemoveWhere(kept => kept.Step > step);

    /// <inheritdoc/>
    public override void OnEpoch(TrainingMoment moment)
    {
        if (IsBestOnly ? bestStep() == moment.Step : moment.Epoch % keeping.Every == 0 || moment.Step == moment.TotalSteps)
        {
            using var averaged = average?.Apply();
            Directory.CreateDirectory(folder.Generators);
            TensorFile.Write(
                KeptGenerator.At(folder, moment.Step).Path,
                players.SelectMany(static player => TensorFile.Prefixed(player.Name, player.Network.NamedState())));
        }
    }

    /// <inheritdoc/>
    public override void OnSaved()
    {
        if (IsBestOnly && bestStep() is { } best)
        {
            RemoveWhere(kept => kept.Step != best);
        }
    }

    private void RemoveWhere(Predicate<KeptGenerator> isLeft)
    {
        foreach (var kept in KeptGenerator.In(folder).Where(kept => isLeft(kept)))
        {
            File.Delete(kept.Path);
        }
    }
}
