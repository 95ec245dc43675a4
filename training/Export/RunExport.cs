using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Checkpoints;
using Gans.Training.Logs;

namespace Gans.Training.Export;

/// <summary>
/// Writes the network that a run is for as an ONNX file that describes itself: a GAN's generator, or its discriminator, a classifier as an extractor.
/// </summary>
public static class RunExport
{
    /// <summary>Reads the run's last checkpoint, or a generator that it kept, exports the network on the CPU and verifies the file.</summary>
    /// <param name="options">Which run, and where to.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <exception cref="InvalidInputException">The run is missing, damaged or without a checkpoint, or did not keep the step's.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    /// <exception cref="OnnxExportException">The file's results are not libtorch's; it is not left behind.</exception>
    public static ExportResult Run(ExportOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new RunFolder(options.Run);
        var info = RunInfo.Read(folder, options.Models);
        var model = info.FindModel($"Exporting {options.Run}", options.Models);
        if (model.Reject(info.Data.Shape) is { } problem)
        {
            throw new InvalidInputException($"Exporting {options.Run}: {problem}, since its run.json says so. The file is damaged; train again.");
        }

        cancellation.ThrowIfCancellationRequested();
        return Verification.Run(() =>
        {
            CheckNetworks(options.Run, model, info);
            using var product = RunProduct.Create(model, info, options);
            var weights = options.Step is { } step ? LoadKept(options, folder, step, product) : LoadLast(options, folder, info, product);
            var card = product.Describe(weights.Step, weights.Accuracies);
            var export = product.Write(card, options.Output);
            var parameters = card.Parameters ?? product.Network.ParameterCount();
            return new ExportResult(export.Path, info.Model, weights.Step, parameters, export.GreatestDifference, export.Bytes)
            {
                Remark = info.Fingerprint is null
                    ? "the run is of a version that noted no fingerprint: whether the model changed since is not known"
                    : info.RemarkOn(options.Models.OriginOf(info.Model)),
            };
        });
    }

    /// <summary>The step of the generator that scored best of those that were trained, for <see cref="ExportOptions.Step"/>.</summary>
    /// <param name="run">The run folder.</param>
    /// <exception cref="InvalidInputException">It is none, or its generator was not scored.</exception>
    public static long BestStep(string run) => MetricsLog.ScoresOf(new RunFolder(run))?.Best?.Step ?? throw new InvalidInputException(
        $"Looking for the best generator of {run}: found no scores of it, needed those of a training with --metrics. Give a step, or none for the last one.");

    private static (long Step, IReadOnlyDictionary<string, double> Accuracies) LoadLast(
        ExportOptions options, RunFolder folder, RunInfo info, RunProduct product)
    {
        var state = CheckpointStore.ReadState(folder.Checkpoint);
        var hasMean = info.Options.AveragingDecay > 0 && options.Network != ExportedNetwork.Discriminator;
        var takesMean = hasMean && !options.LastWeights;
        CheckpointStore.LoadNetwork(folder.Checkpoint, takesMean ? CheckpointStore.AveragePrefix : product.Player, product.Network);

        // The accuracy is that of the mean where there is one: other weights have none.
        return (state.Step, (takesMean == hasMean ? state.Accuracies : null) ?? new Dictionary<string, double>());
    }

    private static (long Step, IReadOnlyDictionary<string, double> Accuracies) LoadKept(
        ExportOptions options, RunFolder folder, long step, RunProduct product)
    {
        if (options.LastWeights || options.Network == ExportedNetwork.Discriminator)
        {
            throw new InvalidInputException(
                $"Exporting {options.Run}: found a step together with {(options.LastWeights ? "last_weights" : "the discriminator")}, "
                + "but of earlier steps only generators are kept, averaged where the training averages. Take one of the two out.");
        }

        TensorFile.ReadNetwork(KeptGenerator.Find(folder, step).Path, product.Player, product.Network);
        return (step, new Dictionary<string, double>());
    }

    /// <summary>Refuses weights of networks that are not what they were when they were trained.</summary>
    private static void CheckNetworks(string run, TrainableModel model, RunInfo info)
    {
        if (info.Fingerprint is { } was && ModelFingerprint.Of(model, info.Options, info.Data.Shape) is var now && now != was)
        {
            throw new InvalidInputException(
                $"Exporting {run}: found that the networks of {model.Name} changed since it was trained (fingerprint {was} -> {now}), "
                + "needed those that its weights are of. Train again, or export with the version of gans that trained it.");
        }
    }
}
