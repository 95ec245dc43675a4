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
        var state = CheckpointStore.ReadState(folder.Checkpoint);
        var hasMean = info.Options.EmaDecay > 0 && options.Network == ExportedNetwork.Product;
        var takesMean = hasMean && !options.LastWeights;
        cancellation.ThrowIfCancellationRequested();
        return Verification.Run(() =>
        {
            using var product = RunProduct.Create(model, info, options.Network);
            CheckpointStore.LoadNetwork(folder.Checkpoint, takesMean ? CheckpointStore.AveragePrefix : product.Player, product.Network);

            // The accuracy is that of the mean where there is one: other weights have none.
            var accuracies = takesMean == hasMean ? state.Accuracies : null;
            var description = product.Describe(state.Step, accuracies ?? new Dictionary<string, double>());
            var export = product.Write(description, options.Output);
            return new ExportResult(export.Path, info.Model, state.Step, product.Network.ParameterCount(), export.GreatestDifference, export.Bytes);
        });
    }
}
