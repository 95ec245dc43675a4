using System.Collections.Immutable;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Running;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Tests.Doubles;

/// <summary>A folder with a pipeline, whose paths begin with <c>${root}</c>, and the runs in it.</summary>
internal sealed class Project : IDisposable
{
    private readonly BuiltInStage stage;

    public Project(string pipeline, BuiltInStage? stage = null)
    {
        this.stage = stage ?? new FakeStage();
        State = new StateFolder(Folder.Path);
        Rewrite(pipeline);
    }

    /// <summary>With a plain name: commands of pipelines in tests name files in it without quotes.</summary>
    public TemporaryFolder Folder { get; } = new("gans-pipeline-");

    public StateFolder State { get; }

    public RecordingObserver Observer { get; } = new();

    /// <summary>How the stages of the last run ended.</summary>
    public ImmutableArray<StageOutcome> Last { get; private set; }

    public void Rewrite(string pipeline) => Folder.Write("pipeline.yaml", pipeline.Replace("${root}", Folder.Path, StringComparison.Ordinal));

    public PipelineDefinition Read(params string[] overrides) =>
        PipelineReader.Read(Folder["pipeline.yaml"], new StageCatalog(stage), [.. overrides.Select(Override.Parse)]);

    /// <summary>Runs, and gives name and end of each stage.</summary>
    public string Run(params string[] overrides) => Run(new RunOptions(), overrides: overrides);

    public string Run(RunOptions options, string[]? overrides = null, CancellationToken cancellation = default)
    {
        Last = new PipelineRunner(Read(overrides ?? []), options, Observer, State).Run(cancellation);
        return string.Join(", ", Last.Select(outcome => $"{outcome.Stage} {outcome.End}"));
    }

    /// <summary>Runs another pipeline in the folder, as another process would.</summary>
    public ImmutableArray<StageOutcome> RunOther(string name, string pipeline, IRunObserver observer)
    {
        var path = Folder.Write(name, pipeline.Replace("${root}", Folder.Path, StringComparison.Ordinal));
        return new PipelineRunner(PipelineReader.Read(path, new StageCatalog(stage)), new RunOptions(), observer, State).Run(default);
    }

    public void Dispose() => Folder.Dispose();
}
