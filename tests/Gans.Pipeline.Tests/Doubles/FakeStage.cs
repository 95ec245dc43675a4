using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Doubles;

/// <summary>A built-in stage that does what a test says, and counts its calls.</summary>
internal sealed class FakeStage(string name = "fake") : BuiltInStage
{
    public static readonly StageOption<long> Count = StageOption.WholeNumber("count", "How many", value: 10, minimum: 1, maximum: 1_000_000);
    public static readonly StageOption<string> Model = StageOption.Text("model", "NAME", "Which one");
    public static readonly StageOption<bool> Invert = StageOption.Flag("invert", "Other way round");
    public static readonly StageOption<ImmutableArray<int>> Labels = StageOption.WholeNumberList("labels", "0,1", "Which classes");
    public static readonly StageOption<string> Device = StageOption.Choice("device", "Where", ["auto", "cpu"], "auto");

    public List<StageCall> Calls { get; } = [];

    /// <summary>What a call does; by default it writes the text "made" to its output.</summary>
    public Action<StageCall, CancellationToken> Work { get; init; } = (call, _) => File.WriteAllText(call.Output, "made");

    public int CurrentVersion { get; set; } = 1;

    public bool Resumable { get; init; }

    public bool AllCores { get; init; }

    public bool NeedsInput { get; init; }

    public override string Name => name;

    public override int Version => CurrentVersion;

    public override string Summary => "Do what a test says.";

    public override string Example => $"gans {name}";

    public override ImmutableArray<StageInput> Inputs => [new("data", "PACK", "a data set pack") { IsRequired = NeedsInput }];

    public override StageOutput Output => new("FILE", "a file");

    public override ImmutableArray<StageOption> Options => [Count, Model, Invert, Labels, Device, .. More];

    /// <summary>Options besides.</summary>
    public ImmutableArray<StageOption> More { get; init; } = [];

    /// <summary>What it adds to a lock file's parameters; null for nothing.</summary>
    public string? Networks { get; set; }

    public override ImmutableSortedDictionary<string, string> KeyEntries(StageValues values) =>
        Networks is null ? base.KeyEntries(values) : base.KeyEntries(values).Add("networks", Networks);

    public override bool IsResumable => Resumable;

    public override bool UsesAllCores => AllCores;

    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        lock (Calls)
        {
            Calls.Add(work);
        }

        progress.Report(new StageProgress("working", 1, 1));
        Work(work, cancellation);
        return "made it";
    }
}
