using Gans.Formats;
using Gans.Training.Checkpoints;

namespace Gans.Training.Runs;

/// <summary>Keeps a run folder for one training: from other processes, and from another training's files.</summary>
internal static class RunClaim
{
    private const string LockName = ".lock";

    /// <summary>Keeps other processes out of the run folder until the result is disposed.</summary>
    /// <exception cref="InvalidInputException">The folder cannot be written, or another training uses it.</exception>
    internal static FileStream Hold(RunFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.Path);
            return new FileStream(Path.Combine(folder.Path, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                $"Training into {folder.Path}: {e.Message.TrimEnd('.')}. Choose a folder that can be written to and that no other training uses.", e);
        }
    }

    /// <summary>Makes the folder that of this run. One that failed before its first report has nothing to lose.</summary>
    /// <exception cref="InvalidInputException">It is that of another.</exception>
    internal static void Take(Job job, RunInfo info)
    {
        var folder = job.Folder;
        var hasWork = CheckpointStore.Exists(folder.Checkpoint) || new FileInfo(folder.Metrics) is { Exists: true, Length: > 0 };
        if (hasWork && File.Exists(folder.Info))
        {
            if (!job.Options.Resume)
            {
                throw new InvalidInputException(
                    $"Training into {folder.Path}: found a run there. Go on with it by --resume, remove it, or choose another folder.");
            }

            if (info.DifferenceFrom(RunInfo.Read(folder, job.Options.Models), job.Model) is var (name, was, now))
            {
                throw new InvalidInputException(
                    $"Resuming {folder.Path}: found {name} {now}, needed {was} as in its run.json. Give the same options, or choose another folder.");
            }
        }

        info.Write(folder);
    }
}
