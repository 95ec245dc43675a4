using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Pretrained;
using Gans.Pipeline.Stages;
using Gans.Preprocessing;
using Gans.Training.Pretrained;

namespace Gans.Pipeline.Health;

/// <summary>Weights and data sets: which are here, and where the others come from.</summary>
internal static class InstalledParts
{
    private const string ProjectMark = "package.json";   // names the packages that set-up installs

    /// <summary>Weights of others, then data sets.</summary>
    internal static ImmutableArray<DoctorLine> Find()
    {
        var isProject = ProjectFolders.Candidates().Any(folder => File.Exists(Path.Combine(folder, ProjectMark)));
        return
        [
            .. PretrainedCatalog.All.Where(model => model.IsInstallable).Select(model => Weights(model, isProject)),
            .. DatasetCatalogue.Entries.Select(entry => DataSet(entry, isProject)),
        ];
    }

    private static DoctorLine Weights(PretrainedModel model, bool isProject)
    {
        try
        {
            var path = model.InstalledWeights();
            var kept = PretrainedModels.FindKept(model.Name) is { } export ? $"exported: {export}" : "exported at its first use";
            return new($"weights {model.Name}", Counted.Bytes(MachineFacts.SizeOf(path)), $"{path} ({kept})");
        }
        catch (InvalidInputException)
        {
            return new($"weights {model.Name}", "not here", model.InstallAdvice!, isProject);
        }
    }

    private static DoctorLine DataSet(CatalogueEntry entry, bool isProject)
    {
        var name = $"data {entry.Name}";
        return (DatasetPreparation.FindInstalled(entry), entry.IsInstalled) switch
        {
            ({ } path, _) => new(name, Counted.Bytes(MachineFacts.SizeOf(path)), path),
            (null, true) => new(name, "not here", "run make setup", isProject),
            _ when entry.Address is null => new(name, "not here", $"by hand, {SizeOf(entry)}: {entry.Origin}"),
            _ => new(name, "not here", $"{SizeOf(entry)}, fetched by gans prepare --dataset {entry.Dataset} --url {entry.Address}"),
        };
    }

    private static string SizeOf(CatalogueEntry entry) => entry.Bytes is { } size ? Counted.Bytes(size) : "of a size that nobody publishes";
}
