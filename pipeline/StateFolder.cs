using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Pipeline;

/// <summary>
/// The folder <c>.gans</c> beside the outs, in which the command keeps what it may lose: results of earlier runs, cached digests, features, unfinished work, a
/// log. Git ignores it.
/// </summary>
internal sealed class StateFolder
{
    /// <summary>Name of the folder.</summary>
    public const string Name = ".gans";

    /// <summary>The folder in it that keeps features of images.</summary>
    public const string Features = "features";

    private const int MostLettersOfAName = 40;

    private readonly string project;
    private readonly string root;

    /// <summary>Names the state folder of a project folder; makes nothing.</summary>
    /// <param name="project">The folder in which <c>gans</c> runs.</param>
    public StateFolder(string project = ".") => (this.project, root) = (project, Path.Combine(project, Name));

    /// <summary>Path of a file inside.</summary>
    /// <param name="name">Name of the file.</param>
    public string File(string name) => Path.Combine(root, name);

    /// <summary>Path of a file that belongs to one pipeline, so that those of others may be in use meanwhile.</summary>
    /// <param name="lockFile">The pipeline's lock file, which tells it from others.</param>
    /// <param name="name">Name of the file.</param>
    public string File(string lockFile, string name)
    {
        var path = Path.GetRelativePath(project, lockFile);
        var stem = Path.GetFileNameWithoutExtension(path);
        return Path.Combine(root, "pipelines", $"{stem[..Math.Min(stem.Length, MostLettersOfAName)]}-{ShortDigest(path)[..8]}", name);
    }

    /// <summary>16 hexadecimal digits that stand for a text in the name of a file.</summary>
    /// <param name="text">The text, such as a path.</param>
    internal static string ShortDigest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Makes the folder, and one in it for a pipeline.</summary>
    /// <param name="lockFile">Lock file of the pipeline that will run.</param>
    /// <exception cref="InvalidInputException">It cannot be written to.</exception>
    public void Create(string lockFile)
    {
        Create();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File(lockFile, "any"))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>Makes the folder, with a <c>.gitignore</c> of its own.</summary>
    /// <exception cref="InvalidInputException">It cannot be written to.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(root);
            var ignore = File(".gitignore");
            if (!System.IO.File.Exists(ignore))
            {
                System.IO.File.WriteAllText(ignore, "*\n");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>What to tell where a file inside cannot be written.</summary>
    /// <param name="failure">What the system said.</param>
    internal InvalidInputException NotWritable(Exception failure) => new(
        $"starting a run: {root} cannot be written: {failure.Message.TrimEnd('.')}. Make it writable for you or remove it, or run in another folder.", failure);
}
