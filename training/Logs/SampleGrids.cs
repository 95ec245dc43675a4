using Gans.Training.Loop;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Logs;

/// <summary>Writes a picture of the same samples after each epoch, with the averaged weights where there are such.</summary>
/// <param name="folder">Where pictures go.</param>
/// <param name="samples">The samples; owned from now on.</param>
/// <param name="view">How samples become a picture.</param>
/// <param name="average">Running mean of the generator's weights, or none.</param>
/// <param name="standing">Statistics of the weights that are shown, or none for those of the training.</param>
/// <param name="every">Epochs between pictures; the last epoch has one always.</param>
internal sealed class SampleGrids(
    RunFolder folder, SampleMaker samples, SampleView view, ExponentialMovingAverage? average, StandingStatistics? standing = null, int every = 1)
    : TrainingObserver, IDisposable
{
    /// <inheritdoc/>
    public override void OnEpoch(TrainingMoment moment)
    {
        if (moment.Epoch % every == 0 || moment.Step == moment.TotalSteps)
        {
            using var scope = NewDisposeScope();
            using var averaged = average?.Apply();
            using var stood = standing?.Apply();
            view.Save(samples.Make(), samples.Columns, folder.SampleGrid(moment.Epoch));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => samples.Dispose();
}
