namespace Gans.Pipeline.Running;

/// <summary>Keeps other processes, which may run other pipelines, from writing the same outs.</summary>
internal sealed class OutLocks : IDisposable
{
    private readonly List<HeldFile> held = [];

    private OutLocks()
    {
    }

    /// <summary>Takes the locks of some outs, all or none.</summary>
    /// <param name="state">The state folder, which exists.</param>
    /// <param name="outs">Paths of the outs.</param>
    /// <param name="holder">The process that holds one of them; empty where none does.</param>
    /// <returns>Null where another process holds one.</returns>
    public static OutLocks? Take(StateFolder state, IEnumerable<string> outs, out string holder)
    {
        var locks = new OutLocks();
        Directory.CreateDirectory(state.File("locks"));
        foreach (var path in outs)
        {
            var file = Path.Combine(state.File("locks"), StateFolder.ShortDigest(path) + ".lock");
            if (HeldFile.Take(file) is not { } one)
            {
                holder = HeldFile.HolderOf(file);
                locks.Dispose();
                return null;
            }

            locks.held.Add(one);
        }

        holder = "";
        return locks;
    }

    /// <inheritdoc/>
    public void Dispose() => held.ForEach(file => file.Dispose());
}
