using Gans.Formats;
using Gans.Training.Pretrained;

namespace Gans.Pipeline.Pretrained;

/// <summary>Exports of pretrained networks, kept from one command to the next: made on first use, then found.</summary>
/// <remarks>
/// They lie in <c>$XDG_CACHE_HOME/gans</c>, else <c>~/.cache/gans</c>, named after the tool's version and the weights' digest. Whoever deletes them loses some
/// seconds.
/// </remarks>
internal static class PretrainedModels
{
    private const int DigestLetters = 16;

    /// <summary>The export of a network from the weights that <c>make setup</c> installs.</summary>
    /// <param name="name">One of <see cref="PretrainedCatalog.Names"/>.</param>
    /// <param name="progress">Told when it has to be made; null for nobody.</param>
    /// <param name="cancellation">Stops the making.</param>
    /// <returns>The full path of the ONNX file, or of the folder where the network is several.</returns>
    /// <exception cref="InvalidInputException">There is no such network, its weights are not installed, or the cache cannot be written.</exception>
    public static string Ensure(string name, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        var model = PretrainedCatalog.Find(name);
        var weights = model.InstalledWeights();
        var key = $"{NativeParts.ToolVersion}.{model.Version}-{model.DigestOf(weights)[..DigestLetters]}";
        var path = Path.Combine(Folder(), key, model.ExportName);
        if (!Path.Exists(path))
        {
            progress?.Report(new StageProgress($"exporting {name}, once", 0, 0));
            Make(model, weights, path, cancellation);
        }

        return path;
    }

    /// <summary>Makes it in a folder of its own, then renames it: of several that make it at once, the first one's stays.</summary>
    private static void Make(PretrainedModel model, string weights, string path, CancellationToken cancellation)
    {
        var work = Path.Combine(Folder(), $".{model.Name}-{Guid.NewGuid():N}");
        try
        {
            var made = Path.Combine(work, model.ExportName);
            model.Export(weights, made, cancellation);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Directory.Move(made, path);
        }
        catch (IOException) when (Path.Exists(path))
        {
            // Another process was faster; its export is the same.
        }
        finally
        {
            Delete(work);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Folder() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "gans");
}
