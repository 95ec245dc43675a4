using Gans.Formats;
using Gans.Models;
using Gans.Training.Logs;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>What a training learns: a pack of images, or vectors made as they are asked for.</summary>
internal abstract class TrainingData : IDisposable
{
    /// <summary>What <c>run.json</c> tells of it.</summary>
    internal abstract RunData Facts { get; }

    /// <summary>Opens the data of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="path">The pack that the user gave; null for none.</param>
    /// <exception cref="InvalidInputException">There is none where it is needed, one where none is, or the model cannot learn it.</exception>
    internal static TrainingData Open(TrainableModel model, GanSettings settings, string? path)
    {
        if (model.DataOf(settings) is { } generated)
        {
            return path is null
                ? new GeneratedTrainingData(generated)
                : throw new InvalidInputException(
                    $"Training {model.Name}: found the data {path}, needed none: it learns points that are made as it goes. Take the option data out.");
        }

        var data = new PackTrainingData(
            DatasetPack.Open(path ?? throw new InvalidInputException(
                $"Training {model.Name}: found no data, needed a dataset pack. Give one that gans prepare wrote (--data).")),
            model.Range);
        if (model.Reject(data.Facts.Shape) is { } reason)
        {
            data.Dispose();
            throw new InvalidInputException($"Training {model.Name} on {path}: {reason}. Choose other data or another model.");
        }

        return data;
    }

    /// <summary>Makes batches.</summary>
    /// <param name="device">Where.</param>
    internal abstract IBatchSource BatchesOn(Device device);

    /// <summary>How samples are shown; null where they cannot be.</summary>
    /// <param name="count">How many there are; where they are shown among real ones, so many of these are drawn now, from the CPU's generator.</param>
    internal abstract SampleView? View(int count);

    /// <summary>Judges a step's samples by the law of the data; null where it is not known.</summary>
    /// <param name="step">The step; samples are prepared now.</param>
    internal abstract Examination? Examine(TrainingStep step);

    /// <summary>Closes the data.</summary>
    public abstract void Dispose();
}
