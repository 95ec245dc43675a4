using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Checkpoints;

namespace Gans.Training.Export;

/// <summary>
/// Writes the network that a run is for as an ONNX file that describes itself: a GAN's generator, or its discriminator, a classifier as an extractor.
/// </summary>
public static class RunExport
{
    /// <summary>Reads the run's last checkpoint, exports its network on the CPU and verifies the file.</summary>
    /// <param name="options">Which run, and where to.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <exception cref="InvalidInputException">The run is missing, damaged or without a checkpoint.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    /// <exception cref="OnnxExportException">The file's results are not libtorch's; it is not left behind.</exception>
    public static ExportResult Run(ExportOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new RunFolder(options.Run);
        var info = RunInfo.Read(folder);
        var model = TrainingSettings.FindModel(info.Model);
        if (model.Reject(info.Data.Shape) is { } problem)
        {
            throw new InvalidInputException($"Exporting {options.Run}: {problem}, since its run.json says so. The file is damaged; train again.");
        }

        var state = CheckpointStore.ReadState(folder.Checkpoint);
        var hasMean = info.Options.EmaDecay > 0 && options.Network == ExportedNetwork.Product;
        var takesMean = hasMean && !options.LastWeights;
        cancellation.ThrowIfCancellationRequested();
        return Verification.Run(() =>
        {
            CheckNetworks(options.Run, model, info);
            using var product = RunProduct.Create(model, info, options);
            CheckpointStore.LoadNetwork(folder.Checkpoint, takesMean ? CheckpointStore.AveragePrefix : product.Player, product.Network);

            // The accuracy is that of the mean where there is one: other weights have none.
            var accuracies = takesMean == hasMean ? state.Accuracies : null;
            var description = product.Describe(state.Step, accuracies ?? new Dictionary<string, double>());
            var export = product.Write(description, options.Output);
            return new ExportResult(export.Path, info.Model, state.Step, product.Network.ParameterCount(), export.GreatestDifference, export.Bytes)
            {
                Remark = info.Fingerprint is null ? "the run is of a version that noted no fingerprint: whether the model changed since is not known" : null,
            };
        });
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
