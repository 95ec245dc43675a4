using Gans.Models;
using Gans.Training.Logs;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>Vectors that are made as they are asked for.</summary>
/// <param name="data">Their law.</param>
internal sealed class GeneratedTrainingData(GeneratedData data) : TrainingData
{
    private const int ExaminedSamples = 1000;
    private const int PointLength = 2;

    /// <inheritdoc/>
    internal override RunData Facts { get; } = RunData.Of(data);

    /// <inheritdoc/>
    internal override IBatchSource BatchesOn(Device device) => new GeneratedBatches(data, device);

    /// <inheritdoc/>
    internal override SampleView? View(int count)
    {
        if (data.Shape.Channels != PointLength)
        {
            return null;
        }

        using var real = data.Draw(count);
        return new ScatterView(real.ToArray<float>());
    }

    /// <inheritdoc/>
    internal override Examination? Examine(TrainingStep step) => step.PrepareSamples(ExaminedSamples) is { } samples ? new LawExamination(samples, data) : null;

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
