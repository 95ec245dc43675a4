using Gans.Formats;

namespace Gans.Pipeline;

/// <summary>
/// The folder <c>.gans</c> beside the outs, in which the command keeps what it may lose: cached digests, unfinished work, a log. Git ignores it.
/// </summary>
internal sealed class StateFolder
{
    /// <summary>Name of the folder.</summary>
    public const string Name = ".gans";

    private readonly string root;

    /// <summary>Names the state folder of a project folder; makes nothing.</summary>
    /// <param name="project">The folder in which <c>gans</c> runs.</param>
    public StateFolder(string project = ".") => root = Path.Combine(project, Name);

    /// <summary>Path of a file inside.</summary>
    /// <param name="name">Name of the file.</param>
    public string File(string name) => Path.Combine(root, name);

    /// <summary>Makes the folder, with a <c>.gitignore</c> of its own.</summary>
    /// <exception cref="InvalidInputException">The project's folder cannot be written to.</exception>
    public void Create()
    {
        var ignore = File(".gitignore");
        if (System.IO.File.Exists(ignore))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(root);
            System.IO.File.WriteAllText(ignore, "*\n");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InvalidInputException($"starting a run: {e.Message.TrimEnd('.')}. Run in a folder that can be written to.", e);
        }
    }
}
