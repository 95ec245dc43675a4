using Gans.Formats;

namespace Gans.Pipeline.Running;

/// <summary>
/// Only one <c>gans run</c> works on a pipeline at a time; those of other pipelines may work beside it, each on outs of its own. While any works, the cache is
/// not cleaned.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly HeldFile cache;
    private readonly HeldFile? pipeline;

    private RunLock(HeldFile cache, HeldFile? pipeline) => (this.cache, this.pipeline) = (cache, pipeline);

    /// <summary>Takes the lock of a run.</summary>
    /// <param name="state">State folder of the project, which exists.</param>
    /// <param name="lockFile">The pipeline's lock file.</param>
    /// <exception cref="StageFailedException">Another process holds it.</exception>
    /// <exception cref="InvalidInputException">The state folder cannot be written to.</exception>
    public static RunLock Take(StateFolder state, string lockFile) => Guard(state, () =>
    {
        var cache = HeldFile.Share(CacheLockOf(state))
            ?? throw new StageFailedException("starting the run: another gans cleans the cache of this folder. Wait for its end.");
        var path = state.File(lockFile, "run.lock");
        if (HeldFile.Take(path) is { } pipeline)
        {
            return new RunLock(cache, pipeline);
        }

        cache.Dispose();
        var process = HeldFile.HolderOf(path);
        throw new StageFailedException(
            $"starting the run: another gans runs this pipeline (process {process}). Wait for its end, or stop it with 'kill {process}'.");
    });

    /// <summary>Takes the lock under which the cache is cleaned.</summary>
    /// <param name="state">State folder of the project, which exists.</param>
    /// <exception cref="StageFailedException">A pipeline runs.</exception>
    /// <exception cref="InvalidInputException">The state folder cannot be written to.</exception>
    public static RunLock TakeForCleaning(StateFolder state) => Guard(state, () => HeldFile.TakeAlone(CacheLockOf(state)) is { } cache
        ? new RunLock(cache, pipeline: null)
        : throw new StageFailedException("cleaning the cache: a gans works in this folder. Wait for its end, or stop it."));

    /// <inheritdoc/>
    public void Dispose()
    {
        pipeline?.Dispose();
        cache.Dispose();
    }

    private static string CacheLockOf(StateFolder state) => state.File("cache.lock");

    private static RunLock Guard(StateFolder state, Func<RunLock> take)
    {
        try
        {
            return take();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw state.NotWritable(e);
        }
    }
}
