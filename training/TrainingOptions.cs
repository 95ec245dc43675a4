using Gans.Models;

namespace Gans.Training;

/// <summary>A training run as its user asks for it. What is null is the model's own, as its source has it.</summary>
public sealed record TrainingOptions
{
    /// <summary>Name of one of the <see cref="Models"/>, such as <c>dcgan-fashion</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The models that there are: those of Gans, and one's own where they are added.</summary>
    public ModelRegistry Models { get => field ?? ModelRegistry.Shipped; init; }   // a help text needs no networks

    /// <summary>Folder of the dataset pack; null where the model's data are made as it goes, as those of <c>gan-1d</c> are.</summary>
    public string? Data { get; init; }

    /// <summary>Folder of a dataset pack that is not trained on, by which a classifier is judged after each epoch; null for none.</summary>
    public string? TestData { get; init; }

    /// <summary>Run folder to write; see <see cref="RunFolder"/>.</summary>
    public required string Output { get; init; }

    /// <summary>Epochs of images / <see cref="GanSettings.BatchSize"/> generator updates, 1 or more. Not together with <see cref="Steps"/>.</summary>
    public int? Epochs { get; init; }

    /// <summary>Generator updates, 1 or more. Not together with <see cref="Epochs"/>.</summary>
    public long? Steps { get; init; }

    /// <summary>Equal seeds, options, data and machines give equal weights.</summary>
    public long Seed { get; init; } = 1;

    /// <summary><c>auto</c> (the first GPU, else the CPU), <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Goes on from the run folder's checkpoint; starts anew where there is none.</summary>
    public bool Resume { get; init; }

    /// <summary>
    /// Folder of a run whose weights the networks begin with, as far as names and sizes are equal; null for first weights. Without meaning once there is a
    /// checkpoint to go on from.
    /// </summary>
    public string? InitFrom { get; init; }

    /// <summary>
    /// Threads that one operator may use on the CPU, 1 or more. By default one a core; a single one where all networks together have fewer than 10,000 weights,
    /// since waking a second takes longer than they do. Bits are equal for equal numbers only.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// All settings of the networks and of their training, such as <c>model.Settings with { GeneratorWidth = 32 }</c> of one of the
    /// <see cref="Models"/>; null for the model's own. <see cref="Epochs"/> and <see cref="Steps"/> go before those in here.
    /// </summary>
    public GanSettings? Settings { get; init; }

    /// <summary>Steps between lines of the log, 1 or more; a line holds the means since the last.</summary>
    public int LogEvery { get; init; } = 20;

    /// <summary>Images of a sample grid, or sources of a picture of translations, 1 or more; null for 100, or 6 sources.</summary>
    public int? SampleCount { get; init; }

    /// <summary>Epochs between sample grids, 1 or more; the last epoch has one always.</summary>
    public int SampleEvery { get; init; } = 1;

    /// <summary>Steps between checkpoints, besides that of each epoch; 0 for none.</summary>
    public long CheckpointEverySteps { get; init; }

    /// <summary>Minutes between checkpoints, besides that of each epoch; 0 for none.</summary>
    public double CheckpointEveryMinutes { get; init; } = 5;

    /// <summary>Told each network and its size, a line each, when the training begins.</summary>
    public Action<string> Announce { get; init; } = _ => { };

    /// <summary>Epochs between looks at how many images the discriminator tells in inference mode, as many real as generated; 0 for none.</summary>
    public int AccuracyEvery { get; init; }

    /// <summary>Real images, and generated ones, of such a look, 1 or more.</summary>
    public int AccuracyCount { get; init; } = 100;

    /// <summary>Scores the generator; null for nobody. It changes nothing of the training.</summary>
    public IRunScorer? Scorer { get; init; }

    /// <summary>
    /// Epochs between two scorings, 1 or more. The generator is scored before it is trained as well, and at the end always. An epoch of data that are made as
    /// it goes is as long as <see cref="RunData.Count"/> of them say.
    /// </summary>
    public int MetricsEvery { get; init; } = 1;

    /// <summary>Which generators are kept in the run folder; null for none but that of the checkpoint.</summary>
    public GeneratorKeeping? KeepGenerators { get; init; }

    /// <summary>Where one condition of the training ends and another begins.</summary>
    public StateThresholds Thresholds { get; init; } = new();

    /// <summary>Whether TensorBoard event files are written.</summary>
    public bool TensorBoard { get; init; } = true;
}
