using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Doubles;

/// <summary>A built-in stage that writes a letter a step and can go on: what a training is to a pipeline.</summary>
internal sealed class StepStage : BuiltInStage
{
    public List<StageCall> Calls { get; } = [];

    /// <summary>From which step each call began.</summary>
    public List<string> Begun { get; } = [];

    /// <summary>Fail when so many steps are done; null: never.</summary>
    public long? FailsAfter { get; set; }

    /// <summary>Time that a step takes; null where nobody knows.</summary>
    public TimeSpan? StepTime { get; set; }

    public override string Name => "fake";

    public override int Version => 1;

    public override string Summary => "Write a letter a step.";

    public override string Example => "gans fake";

    public override ImmutableArray<StageInput> Inputs => [];

    public override StageOutput Output => new("FILE", "a file");

    public override ImmutableArray<StageOption> Options { get; } = [FakeStage.Count, FakeStage.Invert];

    public override bool IsResumable => true;

    public override ImmutableArray<StageOption> EndOptions => [FakeStage.Count];

    public override string EndUnit => "pieces";

    public override long? EndOf(StageCall work) => work.Values.Require(FakeStage.Count);

    public override long? DoneOf(string path) => File.Exists(path) ? new FileInfo(path).Length : null;

    public override TimeSpan? TimeOf(string path) => StepTime * DoneOf(path);

    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        Calls.Add(work);
        var text = work.Resume && File.Exists(work.Output) ? File.ReadAllText(work.Output) : "";
        Begun.Add($"{text.Length}");
        while (text.Length < work.Values.Require(FakeStage.Count))
        {
            if (text.Length >= FailsAfter)
            {
                throw new IOException("stopped");
            }

            text += (text.Length + 1) % 10;
            File.WriteAllText(work.Output, text);
        }

        return "made it";
    }
}
