using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gans.Formats;
using Gans.Models;

namespace Gans.Training;

/// <summary>What a run trains on what, with which options: the content of its <c>run.json</c>.</summary>
public sealed record RunInfo
{
    /// <summary>The version of the layout that this library writes and reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>More updates than anybody trains: 30 years of a thousand a second.</summary>
    internal const long MostSteps = 1_000_000_000_000;

    /// <summary>Version of the layout.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The assembly that the model is of; null where it is one of Gans, or was made by the program that trained it.</summary>
    public ModelOrigin? Origin { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Where it was trained last, such as <c>cpu</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Generator updates in all.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>All settings, those of the model and those that options replaced.</summary>
    public required GanSettings Options { get; init; }

    /// <summary>The data.</summary>
    public required RunData Data { get; init; }

    /// <summary>The data that a classifier is judged by after each epoch; null where there are none.</summary>
    public RunData? TestData { get; init; }

    /// <summary>Number of values in each network, by player.</summary>
    public required IReadOnlyDictionary<string, long> Parameters { get; init; }

    /// <summary>The run whose weights the networks began with; null where they began with first weights.</summary>
    public string? InitFrom { get; init; }

    /// <summary>What tells the networks from others: <see cref="ModelFingerprint"/>. Null in runs of versions that did not write it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How generators are scored while they are trained; null where they are not.</summary>
    public ScoringProtocol? Scoring { get; init; }

    /// <summary>Version of this tool.</summary>
    public string ToolVersion { get; init; } = GansVersion.Current;

    /// <summary>Version of libtorch.</summary>
    public required string LibtorchVersion { get; init; }

    /// <summary>Reads a run's file.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="models">The models that there are, which know what their settings may be; null for those of Gans.</param>
    /// <exception cref="InvalidInputException">It is missing, damaged or of another version.</exception>
    public static RunInfo Read(RunFolder folder, ModelRegistry? models = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return TrainingJson.Read(
            folder.Info,
            TrainingJson.Default.RunInfo,
            info => info.FormatVersion,
            CurrentFormatVersion,
            info => info.Check(models ?? ModelRegistry.Shipped));
    }

    /// <summary>The run's model.</summary>
    /// <param name="task">What it is for, such as <c>Exporting run</c>.</param>
    /// <param name="models">The models that there are.</param>
    /// <exception cref="InvalidInputException">It is not among them.</exception>
    internal TrainableModel FindModel(string task, ModelRegistry models) => Origin is null || models.Names.Contains(Model)
        ? TrainingSettings.FindModel(Model, models)
        : throw new InvalidInputException(
            $"{task}: found a run of {Model}, a model of {Origin.File} (SHA-256 {Origin.Digest[..16]}...), needed that assembly to make its networks. "
            + $"Name it with --models {Origin.File}.");

    /// <summary>What to say of a model that is of another build than that of the run; null where nothing is to say.</summary>
    /// <param name="now">The assembly that the model is of now; null where it is of none.</param>
    internal string? RemarkOn(ModelOrigin? now) => Origin is { } was && now is not null && now.Digest != was.Digest
        ? $"{now.File} is another build than the one that the run was trained with; its networks have the same fingerprint"
        : null;

    /// <summary>Whether a file's values make sense.</summary>
    private void Check(ModelRegistry models)
    {
        JsonInput.Require(TotalSteps is >= 0 and <= MostSteps, "total_steps", $"from 0 to {MostSteps}");
        JsonInput.Require(Parameters.Values.All(count => count >= 0), "parameters", "counts");
        foreach (var setting in models.TryGet(Model, out var model) ? TrainingSettings.HeardBy(model, Options) : [])
        {
            JsonInput.Require(setting.Reject(Options) is null, setting.Name, setting.Values.Needs);
        }

        JsonInput.Require(Origin is null || Origin.Digest.Length == ModelOrigin.DigestLength, "origin", "a file and its SHA-256");
        Data.Check();
        TestData?.Check();
        Scoring?.Check();
    }

    /// <summary>Writes a run's file.</summary>
    /// <param name="folder">The run folder.</param>
    public void Write(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        AtomicFile.WriteText(folder.Info, JsonSerializer.Serialize(this, TrainingJson.Default.RunInfo) + "\n");
    }

    /// <summary>The first thing that keeps this run from going on where another stopped: how long it is, and where, may differ.</summary>
    /// <param name="earlier">The run to go on from.</param>
    /// <param name="model">The model. Of one that grows the length decides when which level is trained, so that another length is another training.</param>
    /// <returns>Its name and both values; null where there is none.</returns>
    internal (string Name, string Was, string Now)? DifferenceFrom(RunInfo earlier, TrainableModel model)
    {
        var grows = model is GanModel { Grows: true };
        var (was, now) = (Flatten(earlier, grows), Flatten(earlier.Fingerprint is null ? this with { Fingerprint = null } : this, grows));
        var name = now.Keys.Union(was.Keys).FirstOrDefault(key => was.GetValueOrDefault(key) != now.GetValueOrDefault(key));
        return name is null ? null : (name, was.GetValueOrDefault(name, "absent"), now.GetValueOrDefault(name, "absent"));
    }

    private static Dictionary<string, string> Flatten(RunInfo info, bool lengthCounts)
    {
        var comparable = lengthCounts ? info : info with { Options = info.Options with { Epochs = 0, Steps = 0 } };
        var whole = JsonSerializer.SerializeToNode(comparable, TrainingJson.Default.RunInfo)!.AsObject();
        IEnumerable<KeyValuePair<string, JsonNode?>> entries =
        [
            .. whole.Where(entry => entry.Key is "model" or "seed" or "fingerprint"), .. whole["options"]!.AsObject(), .. whole["data"]!.AsObject(),
            .. whole["scoring"]?.AsObject() ?? [],
        ];
        return entries.ToDictionary(entry => entry.Key, entry => entry.Value?.ToJsonString().Trim('"') ?? "null", StringComparer.Ordinal);
    }
}

/// <summary>The data of a run.</summary>
public sealed record RunData
{
    private const int LargestSide = 1 << 15;

    /// <summary>Name of the data set.</summary>
    public required string Name { get; init; }

    /// <summary>Which part of it.</summary>
    public required string Split { get; init; }

    /// <summary>SHA-256 of what the pack was made from; empty where vectors are made as they are asked for.</summary>
    public required string Digest { get; init; }

    /// <summary>Number of images, or of vectors that make an epoch.</summary>
    public required long Count { get; init; }

    /// <summary>Whether samples are vectors, not images.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsVector { get; init; }

    /// <summary>1 (grey) or 3 (RGB); of vectors their length.</summary>
    public required int Channels { get; init; }

    /// <summary>Pixels; 1 of vectors.</summary>
    public required int Height { get; init; }

    /// <summary>Pixels; 1 of vectors.</summary>
    public required int Width { get; init; }

    /// <summary>Names of the classes; empty without labels.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Whether each image has a second one: the target of a translation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasPairs { get; init; }

    /// <summary>Whether a file's values make sense.</summary>
    internal void Check()
    {
        JsonInput.Require(Count >= 0, "count", "0 or more");
        JsonInput.Require(Channels is >= 1 and <= LargestSide && (IsVector || Channels is 1 or 3), "channels", "1 or 3, or the length of a vector");
        JsonInput.Require(Height is >= 1 and <= LargestSide && Width is >= 1 and <= LargestSide, "height or width", $"from 1 to {LargestSide}");
        JsonInput.Require(ClassNames.All(name => !string.IsNullOrEmpty(name)), "class_names", "names");
    }

    /// <summary>What a network has to know.</summary>
    internal DataShape Shape => new(Channels, Height, Width, ClassNames.Count) { IsVector = IsVector, HasPairs = HasPairs };

    /// <summary>The facts of a pack.</summary>
    internal static RunData Of(DatasetPack pack) => new()
    {
        Name = pack.Info.Name,
        Split = pack.Info.Split,
        Digest = pack.Info.SourceDigest,
        Count = pack.Count,
        Channels = pack.Channels,
        Height = pack.Height,
        Width = pack.Width,
        ClassNames = pack.ClassNames,
        HasPairs = pack.HasPairs,
    };

    /// <summary>The facts of vectors that are made as they are asked for.</summary>
    internal static RunData Of(GeneratedData data) => new()
    {
        Name = data.Name,
        Split = "generated",
        Digest = string.Empty,
        Count = data.Count,
        IsVector = true,
        Channels = data.Shape.Channels,
        Height = data.Shape.Height,
        Width = data.Shape.Width,
        ClassNames = [],
    };
}
