using Gans.Formats;
using Gans.Models;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>What a training learns: a pack of images, or vectors made as they are asked for.</summary>
internal sealed class TrainingData : IDisposable
{
    private readonly DatasetPack? pack;
    private readonly PixelRange range;

    private TrainingData(DatasetPack pack, PixelRange range) => (this.pack, this.range, Facts) = (pack, range, RunData.Of(pack.Info));

    private TrainingData(GeneratedData law) => (Law, Facts) = (law, RunData.Of(law));

    /// <summary>What <c>run.json</c> tells of it.</summary>
    internal RunData Facts { get; }

    /// <summary>The law of vectors that are made as they are asked for; null of images.</summary>
    internal GeneratedData? Law { get; }

    /// <summary>Opens the data of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="path">The pack that the user gave; null for none.</param>
    /// <exception cref="InvalidInputException">There is none where it is needed, one where none is, or the model cannot learn it.</exception>
    internal static TrainingData Open(TrainableModel model, GanSettings settings, string? path)
    {
        if (model.DataOf(settings) is { } law)
        {
            return path is null
                ? new TrainingData(law)
                : throw new InvalidInputException(
                    $"Training {model.Name}: found the data {path}, needed none: it learns points that are made as it goes. Take the option data out.");
        }

        var data = new TrainingData(
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
    internal IBatchSource BatchesOn(Device device) => pack is null ? new GeneratedBatches(Law!, device) : new PackBatches(pack, range, device);

    /// <inheritdoc/>
    public void Dispose() => pack?.Dispose();
}
