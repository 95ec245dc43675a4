using System.Collections.Immutable;

namespace Gans.Pipeline.Definition;

/// <summary>What a pipeline file says, checked: names, types, options and the graph are right.</summary>
internal sealed record PipelineDefinition
{
    /// <summary>Name of the pipeline; the file's name where it gives none.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the file.</summary>
    public required string File { get; init; }

    /// <summary>Content of the file.</summary>
    public required string Text { get; init; }

    /// <summary>The stages and who needs whom.</summary>
    public required StageGraph Graph { get; init; }

    /// <summary>The stages, each after all that it needs.</summary>
    public ImmutableArray<StageDefinition> Stages => Graph.Stages;

    /// <summary>Path of the lock file: beside the pipeline file, with the ending <c>.lock</c>.</summary>
    public string LockFile => Path.ChangeExtension(File, ".lock");
}
