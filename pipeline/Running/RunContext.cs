using Gans.Pipeline.Caching;
using Gans.Pipeline.Definition;
using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>What all stages of a run share.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="State">State folder of the project.</param>
/// <param name="Hasher">Tells contents apart.</param>
/// <param name="Locks">The pipeline's lock file.</param>
/// <param name="Cache">Results of earlier runs.</param>
/// <param name="Tell">Takes a line for people: of whom, and the line.</param>
internal sealed record RunContext(
    PipelineDefinition Pipeline, StateFolder State, IContentHasher Hasher, LockStore Locks, ResultCache Cache, Action<string, string> Tell)
{
    /// <summary>The context in which a pipeline can be looked at, without changing anything.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="state">State folder of the project, which need not exist.</param>
    /// <param name="hasher">Tells contents apart.</param>
    /// <param name="tell">Takes a line for people: of whom, and the line.</param>
    public static RunContext Of(PipelineDefinition pipeline, StateFolder state, IContentHasher hasher, Action<string, string>? tell = null) =>
        new(pipeline, state, hasher, new LockStore(pipeline.LockFile), ResultCache.Of(state, pipeline.LockFile, hasher), tell ?? ((_, _) => { }));

    /// <summary>Path of the cached digests of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="state">State folder of the project.</param>
    public static string DigestsOf(PipelineDefinition pipeline, StateFolder state) => state.File(pipeline.LockFile, "digests");
}
