using Gans.Formats;
using Gans.Models;
using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>What a training learns: a pack of images, or vectors made as they are asked for.</summary>
internal sealed class TrainingData : IDisposable
{
    private readonly DatasetPack? pack;
    private readonly TrainableModel model;
    private readonly Augmentation augmentation;

    private TrainingData(DatasetPack pack, TrainableModel model, GanSettings settings)
    {
        (this.pack, this.model, Facts) = (pack, model, RunData.Of(pack));
        augmentation = new Augmentation(settings.Jitter, settings.RandomFlip);
    }

    private TrainingData(GeneratedData law, TrainableModel model)
    {
        (Law, this.model, Facts) = (law, model, RunData.Of(law));
        augmentation = new Augmentation(jitter: 0, flips: false);
    }

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
                ? new TrainingData(law, model)
                : throw new InvalidInputException(
                    $"Training {model.Name}: found the data {path}, needed none: it learns points that are made as it goes. Take the option data out.");
        }

        var data = new TrainingData(
            DatasetPack.Open(path ?? throw new InvalidInputException(
                $"Training {model.Name}: found no data, needed a dataset pack. Give one that gans prepare wrote (--data).")),
            model,
            settings);
        if (model.Reject(data.Facts.Shape) is { } reason)
        {
            data.Dispose();
            throw new InvalidInputException($"Training {model.Name} on {path}: {reason}. Choose other data or another model.");
        }

        if (model is TranslationModel { IsPaired: false } && data.pack is { HasPairs: false, Info: var info } && info.ClassCounts.Contains(0))
        {
            data.Dispose();
            throw new InvalidInputException(
                $"Training {model.Name} on {path}: found no image of {info.ClassNames[info.ClassCounts.ToList().IndexOf(0)]}, needed some of both domains. "
                + "Prepare the data again.");
        }

        return data;
    }

    /// <summary>Makes batches.</summary>
    /// <param name="device">Where.</param>
    internal IBatchSource BatchesOn(Device device) =>
        pack is null ? new GeneratedBatches(Law!, device) : Batches(model, pack, device, augmentation);

    /// <summary>Makes batches of any pack as a model learns them: of two domains without pairs those of each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pack">The images, which stay the caller's.</param>
    /// <param name="device">Where.</param>
    /// <param name="augmentation">Random changes; null for none.</param>
    internal static IBatchSource Batches(TrainableModel model, DatasetPack pack, Device device, Augmentation? augmentation = null)
    {
        if (model is not TranslationModel { IsPaired: false } || pack.HasPairs)
        {
            var all = new PackBatches(pack, model.Range, device, augmentation: augmentation);
            return model is TranslationModel { IsPaired: false } ? new UnpairedBatches(all, all) : all;
        }

        var domains = Enumerable.Range(0, (int)pack.Count).Select(i => (long)i).ToLookup(i => pack.GetLabel(i));
        return new UnpairedBatches(Domain(0), Domain(1));

        PackBatches Domain(long label) => new(pack, model.Range, device, [.. domains[label]], augmentation);
    }

    /// <inheritdoc/>
    public void Dispose() => pack?.Dispose();
}
