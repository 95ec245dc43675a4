using Gans.Formats;
using Gans.Models;
using Gans.Training.Checkpoints;
using Gans.Training.Runs;
using Gans.Training.Steps;
using Gans.Training.Tests.Support;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Golden;

/// <summary>A run of a tiny model, kept beside this file as the first edition left it: <c>run.json</c> and the checkpoint of its tenth step.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Model">The model.</param>
/// <param name="Change">Its settings, besides those of <see cref="TinyRun"/>.</param>
internal sealed record GoldenRun(string Name, string Model, Func<GanSettings, GanSettings> Change)
{
    /// <summary>Steps that were made.</summary>
    internal const long Steps = 10;

    /// <summary>The files of a checkpoint that hold tensors.</summary>
    internal static readonly string[] TensorFiles = ["weights.safetensors", "optimizer.safetensors"];

    private static readonly string Golden = Repository.File("tests/Gans.Training.Tests/Golden");

    /// <summary>The run without a random draw but latents and batches, and without normalisation: what it comes to does not hang on rounding.</summary>
    internal static GoldenRun Plain { get; } = new("dcgan-fashion-ema", "dcgan-fashion", model => model with { EmaDecay = 0.9, DropoutRate = 0 });

    /// <summary>All runs.</summary>
    internal static IReadOnlyList<GoldenRun> All { get; } =
    [
        Plain,
        new("wgan-mnist7-rmsprop", "wgan-mnist7", model => model),
        new("infogan-mnist-code", "infogan-mnist", model => model with { GeneratorWidth = 2, DiscriminatorWidth = 2, CodeCategories = 2 }),
        new("sgan-mnist-separate", "sgan-mnist", model => model with { LabelledImages = 10, DiscriminatorDesign = DiscriminatorDesign.Separate }),
    ];

    /// <summary>Where the run was kept.</summary>
    internal string Folder => Path.Combine(Golden, Name);

    /// <summary>What the plain run comes to after two more steps.</summary>
    internal static string Continued => Path.Combine(Golden, "dcgan-fashion-ema-12.json");

    /// <summary>What trains the run, or goes on with it.</summary>
    internal TrainingOptions Options(string data, string output, long steps) =>
        TinyRun.Options(data, output, steps, Model).Configure(Change) with { LogEvery = 1, TensorBoard = false };

    /// <summary>Trains the run and keeps what is needed to go on with it.</summary>
    internal void Write()
    {
        using var folder = new TemporaryFolder();
        TrainingRun.Run(Options(TinyData.WriteBars(folder["data"]), folder["run"], Steps) with { CheckpointEverySteps = Steps }, null, CancellationToken.None);
        Copy(folder["run"], Folder);
    }

    /// <summary>Copies the run to where it may be changed.</summary>
    internal void CopyTo(string run) => Copy(Folder, run);

    /// <summary>Reads the run's checkpoint into new networks and optimizers, and writes these as another one.</summary>
    internal CheckpointState LoadAndSave(string target)
    {
        var info = RunInfo.Read(new RunFolder(Folder));
        using var step = StepFactory.Create(TrainingSettings.FindModel(Model), info.Options, info.Data.Shape, CPU);
        using var average = info.Options.EmaDecay > 0 ? new ExponentialMovingAverage(step.Product.Network, info.Options.EmaDecay) : null;
        var state = new CheckpointStore(new RunFolder(Folder).Checkpoint, step, average, CPU).Load()!;
        new CheckpointStore(target, step, average, CPU).Save(state.Step, state.ElapsedSeconds);
        return state;
    }

    /// <summary>The bytes of all tensors of a checkpoint's file by name.</summary>
    internal static Dictionary<string, byte[]> Tensors(string checkpoint, string file)
    {
        using var tensors = SafetensorsFile.Open(Path.Combine(checkpoint, file));
        return tensors.Tensors.Keys.ToDictionary(name => name, name => tensors.GetBytes(name).ToArray(), StringComparer.Ordinal);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(to, "checkpoint"));
        foreach (var file in (string[])["run.json", .. TensorFiles.Append("state.json").Select(name => Path.Combine("checkpoint", name))])
        {
            File.Copy(Path.Combine(from, file), Path.Combine(to, file), overwrite: true);
        }
    }
}
