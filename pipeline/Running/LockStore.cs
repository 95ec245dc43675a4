using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Running;

/// <summary>The lock file of a run, which stages that run side by side change.</summary>
/// <param name="path">Path of the file.</param>
internal sealed class LockStore(string path)
{
    private readonly Lock gate = new();
    private LockFile current = LockFile.Read(path);

    /// <summary>What the file says.</summary>
    public LockFile Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>Records a stage and writes the file.</summary>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="locked">What is known of it now.</param>
    public void Record(string stage, LockedStage locked)
    {
        lock (gate)
        {
            var next = current.With(stage, locked);
            next.Write(path);
            current = next;
        }
    }
}
