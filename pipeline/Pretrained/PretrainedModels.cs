using Gans.Formats;
using Gans.Training.Pretrained;

namespace Gans.Pipeline.Pretrained;

/// <summary>Exports of pretrained networks, kept from one command to the next: made on first use, then found.</summary>
/// <remarks>
/// They lie in the folder of <see cref="ProjectFolders.Cache"/>, named after the tool's version and the weights' digest, with their own digests beside them,
/// which each use compares: a damaged one is made again. Whoever deletes them loses some seconds.
/// </remarks>
internal static class PretrainedModels
{
    /// <summary>The network that looks at images where no other is named.</summary>
    public const string DefaultExtractor = "resnet18";

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
        var folder = FolderOf(model, weights);
        if (!FolderDigests.Hold(folder))
        {
            progress?.Report(new StageProgress($"exporting {name}, once", 0, 0));
            Make(model, weights, folder, cancellation);
        }

        return Path.Combine(folder, model.ExportName);
    }

    /// <summary>The export of a network, where it is there already and whole; else null.</summary>
    /// <param name="name">One of <see cref="PretrainedCatalog.Names"/>.</param>
    /// <exception cref="InvalidInputException">There is no such network, or its weights are not installed.</exception>
    internal static string? FindKept(string name)
    {
        var model = PretrainedCatalog.Find(name);
        var folder = FolderOf(model, model.InstalledWeights());
        return FolderDigests.Hold(folder) ? Path.Combine(folder, model.ExportName) : null;
    }

    private static string FolderOf(PretrainedModel model, string weights) => Path.Combine(
        ProjectFolders.Cache(), $"{GansVersion.Current}.{model.Version}-{model.DigestOf(weights)[..DigestLetters]}");

    /// <summary>Makes it in a folder of its own, then renames it: of several that make it at once, the first one's stays.</summary>
    private static void Make(PretrainedModel model, string weights, string folder, CancellationToken cancellation)
    {
        var work = Path.Combine(ProjectFolders.Cache(), $".{model.Name}-{Guid.NewGuid():N}");
        try
        {
            model.Export(weights, Path.Combine(work, model.ExportName), cancellation);
            FolderDigests.Write(work);
            if (Directory.Exists(folder))
            {
                Directory.Move(folder, $"{work}.damaged");
            }

            Directory.Move(work, folder);
        }
        catch (IOException) when (FolderDigests.Hold(folder))
        {
            // Another process was faster; its export is the same.
        }
        finally
        {
            Delete(work);
            Delete($"{work}.damaged");
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
