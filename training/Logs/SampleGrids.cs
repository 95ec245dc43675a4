using Gans.Formats;
using Gans.Models;
using Gans.Torch;
using Gans.Training.Batches;
using Gans.Training.Loop;
using Gans.Training.Steps;

namespace Gans.Training.Logs;

/// <summary>Writes a grid of the same samples after each epoch, with the averaged weights where there are such.</summary>
/// <param name="folder">Where grids go.</param>
/// <param name="samples">The samples; owned from now on.</param>
/// <param name="range">What the samples' network takes for black and for white.</param>
/// <param name="average">Running mean of the generator's weights, or none.</param>
/// <param name="every">Epochs between grids; the last epoch has one always.</param>
public sealed class SampleGrids(RunFolder folder, SampleMaker samples, PixelRange range, ExponentialMovingAverage? average, int every = 1) : TrainingObserver
{
    /// <inheritdoc/>
    public override void OnEpoch(TrainingMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (moment.Epoch % every == 0 || moment.Step == moment.TotalSteps)
        {
            Make().SaveGrid(folder.SampleGrid(moment.Epoch), new GridOptions { Columns = samples.Columns });
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        samples.Dispose();
        base.Dispose(disposing);
    }

    private ImageBatch Make()
    {
        using var scope = new TensorScope();
        using var averaged = average?.Apply();
        var pixels = Pixels.FromImages(samples.Make(), range);
        var (count, height, width, channels) = pixels.Shape.Expect4("N, H, W, C");
        return new ImageBatch((int)count, (int)height, (int)width, (int)channels, pixels.ToArray<byte>());
    }
}
