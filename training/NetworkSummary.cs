using Gans.Formats;
using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Onnx;

namespace Gans.Training;

/// <summary>The table of one network of a model.</summary>
/// <param name="Name">Its part, such as <c>generator</c>.</param>
/// <param name="Table">Layers, shapes, parameters.</param>
public sealed record NetworkSummary(string Name, ModelSummary Table)
{
    /// <summary>The networks of a model with the settings of its source.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="data">A pack whose shape they take; null for that which the model was made for.</param>
    /// <param name="models">The models that there are; null for those of Gans.</param>
    /// <exception cref="InvalidInputException">There is no such model, or it cannot learn such data.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    public static IReadOnlyList<NetworkSummary> OfModel(string model, string? data = null, ModelRegistry? models = null)
    {
        var found = TrainingSettings.FindModel(model, models);
        if (data is null)
        {
            return Of(found, found.Settings, found.TypicalData);
        }

        using var pack = DatasetPack.Open(data);
        return Of(found, found.Settings, RunData.Of(pack).Shape);
    }

    /// <summary>The networks of a run.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="models">The models that there are; null for those of Gans.</param>
    /// <exception cref="InvalidInputException">It is no run, a damaged one, or one of a model that is not among these.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    public static IReadOnlyList<NetworkSummary> OfRun(string run, ModelRegistry? models = null)
    {
        models ??= ModelRegistry.Shipped;
        var info = RunInfo.Read(new RunFolder(run), models);
        return Of(info.FindModel($"Summarising {run}", models), info.Options, info.Data.Shape);
    }

    private static IReadOnlyList<NetworkSummary> Of(TrainableModel model, GanSettings settings, DataShape data)
    {
        if (model.Reject(data) is { } problem)
        {
            throw new InvalidInputException($"Summarising {model.Name}: {problem}. Choose other data.");
        }

        TorchLibrary.Load();
        lock (TorchProcess.OneAtATime)
        {
            switch (model)
            {
                case GanModel gan:
                    using (var generator = gan.CreateGenerator(settings, data))
                    using (var discriminator = gan.CreateDiscriminator(settings, data))
                    {
                        return [new("generator", ModelSummary.Of(generator)), new("discriminator", ModelSummary.Of(discriminator, data))];
                    }

                case TranslationModel translation:
                    using (var generator = translation.CreateGenerator(settings, data))
                    using (var discriminator = translation.CreateDiscriminator(settings, data))
                    {
                        return [new("generator", ModelSummary.Of(generator, data)), new("discriminator", ModelSummary.Of(discriminator, data))];
                    }

                case ClassifierModel classifier:
                    using (var network = classifier.CreateClassifier(settings, data))
                    {
                        return [new("classifier", ModelSummary.Of(network, data))];
                    }

                default:
                    throw new ArgumentOutOfRangeException(nameof(model), model.Name, "Not a model of networks that are known.");
            }
        }
    }
}
