using Gans.Formats;
using Gans.Models;
using Gans.Torch;
using Gans.Training.Checkpoints;
using Gans.Training.Loop;
using Gans.Training.Onnx;
using Gans.Training.Steps;

namespace Gans.Training;

/// <summary>Writes the generator of a run as an ONNX file that describes itself.</summary>
public static class GeneratorExport
{
    private const long VerificationSeed = 1;

    /// <summary>Reads the run's last checkpoint, exports its generator on the CPU and verifies the file.</summary>
    /// <param name="options">Which run, and where to.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <exception cref="InvalidInputException">The run is missing, damaged or without a checkpoint.</exception>
    /// <exception cref="OnnxExportException">The file's results are not libtorch's; it is not left behind.</exception>
    public static ExportResult Run(ExportOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new RunFolder(options.Run);
        var info = RunInfo.Read(folder);
        var model = TrainingSettings.FindModel(info.Model);
        var state = CheckpointStore.ReadState(folder.Checkpoint);
        var weights = info.Options.EmaDecay > 0 && !options.LastWeights ? CheckpointStore.AveragePrefix : GanStep.GeneratorName;
        cancellation.ThrowIfCancellationRequested();
        lock (TorchProcess.OneAtATime)
        {
            RandomState.Seed(VerificationSeed, Device.Cpu);
            using var generator = model.CreateGenerator(info.Options, info.Data.Shape);
            CheckpointStore.LoadNetwork(folder.Checkpoint, weights, generator);
            var export = Export(generator, info, state.Step, options.Output);
            return new ExportResult(export.Path, info.Model, state.Step, generator.ParameterCount, export.MaxDifference, export.Bytes);
        }
    }

    private static OnnxExportResult Export(Generator generator, RunInfo info, long steps, string path)
    {
        var draws = new GeneratorInputs(generator, info.Options.LatentDistribution, Device.Cpu);
        List<ExportInput> inputs = [new("z", count => draws.Draw(count).Latent) { Description = $"Latent vectors, {LawOf(info.Options.LatentDistribution)}" }];
        if (generator.ClassCount > 0)
        {
            inputs.Add(new ExportInput("labels", count => draws.Draw(count).Labels!) { Description = $"Classes, 0 to {generator.ClassCount - 1}" });
        }

        return OnnxExporter.Export(generator, inputs, Forward, Describe(generator, info, steps), path);

        IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> values) =>
            [("images", generator.Forward(new GeneratorInput(values[0], values.Count > 1 ? values[1] : null), Mode.Inference))];
    }

    private static OnnxModelDescription Describe(Generator generator, RunInfo info, long steps) => new()
    {
        Kind = OnnxModelKind.Generator,
        Recipe = info.Model,
        LatentSize = generator.LatentSize,
        LatentDistribution = info.Options.LatentDistribution,
        ClassNames = generator.ClassCount > 0 ? info.Data.ClassNames : null,
        ValueMin = -1,
        ValueMax = 1,
        ImageHeight = info.Data.Height,
        ImageWidth = info.Data.Width,
        ImageChannels = info.Data.Channels,
        Parameters = generator.ParameterCount,
        Steps = steps,
        Dataset = info.Data.Name,
        Seed = info.Seed,
    };

    private static string LawOf(LatentDistribution distribution) => distribution switch
    {
        LatentDistribution.Normal => "normal",
        LatentDistribution.Uniform => "uniform",
        _ => throw new ArgumentOutOfRangeException(nameof(distribution), distribution, "Not a distribution of latents."),
    };
}
