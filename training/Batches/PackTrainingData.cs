using Gans.Formats;
using Gans.Models;
using Gans.Training.Logs;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>A pack of images.</summary>
/// <param name="pack">The images; owned from now on.</param>
/// <param name="range">What black and white become.</param>
internal sealed class PackTrainingData(DatasetPack pack, PixelRange range) : TrainingData
{
    /// <inheritdoc/>
    internal override RunData Facts { get; } = RunData.Of(pack.Info);

    /// <inheritdoc/>
    internal override IBatchSource BatchesOn(Device device) => new PackBatches(pack, range, device);

    /// <inheritdoc/>
    internal override SampleView View(int count) => new GridView(range);

    /// <inheritdoc/>
    internal override Examination? Examine(TrainingStep step) => null;

    /// <inheritdoc/>
    public override void Dispose() => pack.Dispose();
}
