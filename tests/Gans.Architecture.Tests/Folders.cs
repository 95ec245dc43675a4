namespace Gans.Architecture.Tests;

/// <summary>The rooms inside a project: its namespaces are its folders, and arrows between folders point one way.</summary>
internal static class Folders
{
    /// <summary>Shelves: folders that only sort files, whose types are in the namespace above, as apps are to import few namespaces.</summary>
    private static readonly HashSet<string> Shelves =
    [
        "Gans.Formats/Archives", "Gans.Formats/Arrays", "Gans.Formats/Datasets", "Gans.Formats/Files", "Gans.Formats/Images", "Gans.Formats/Models",
        "Gans.Formats/Safetensors", "Gans.Formats/Weights",
        "Gans.Images/Codec", "Gans.Images/Grids", "Gans.Images/Resizing",
        "Gans.Inference/Hosting", "Gans.Inference/Latents", "Gans.Inference/Latents/Bank", "Gans.Inference/ModelFiles", "Gans.Inference/Sessions",
        "Gans.Inference/Translation",
        "Gans.Inference.Metrics/Algebra", "Gans.Inference.Metrics/Caching", "Gans.Inference.Metrics/Evaluating", "Gans.Inference.Metrics/Extractors",
        "Gans.Inference.Metrics/Features", "Gans.Inference.Metrics/Formulas", "Gans.Inference.Metrics/Paths", "Gans.Inference.Metrics/Scoring",
        "Gans.Inference.Metrics/Sources", "Gans.Inference.Metrics/Statistics",
        "Gans.Models/Options", "Gans.Models/Settings", "Gans.Models/Summaries",
        "Gans.Onnx/Arithmetic", "Gans.Onnx/Calls", "Gans.Onnx/Operations", "Gans.Onnx/Values",
        "Gans.Preprocessing/Catalogue", "Gans.Preprocessing/Looking", "Gans.Preprocessing/Preparing",
    ];

    /// <summary>Projects in the namespace of another, so that an app imports one.</summary>
    private static readonly Dictionary<string, string> Roots = new() { ["Gans.Images"] = "Gans.Formats" };

    /// <summary>Files that extend a foreign namespace, as its users expect.</summary>
    private static readonly HashSet<string> Guests =
        ["Gans.Inference/Hosting/GeneratorServiceCollectionExtensions.cs", "Gans.Inference/Hosting/TranslatorServiceCollectionExtensions.cs"];

    /// <summary>Every file whose namespace is not its folder's, one line each.</summary>
    public static IEnumerable<string> Strays(IEnumerable<SourceFile> sources) =>
        from source in sources
        let path = source.Folder.Length == 0 ? $"{source.Project}/{source.Name}" : $"{source.Project}/{source.Folder}/{source.Name}"
        let needed = NamespaceOf(source.Project, source.Folder)
        where source.Namespace != needed && !Guests.Contains(path)
        select $"{path} is in {source.Namespace}, not in {needed}";

    /// <summary>Every arrow that closes a circle, with a file and a name that show it.</summary>
    public static IEnumerable<string> Breaches(IReadOnlyCollection<SourceFile> sources)
    {
        var arrows = sources.GroupBy(static source => source.Project).SelectMany(static project => ArrowsOf([.. project])).ToLookup(
            static found => found.Arrow, static found => found.Evidence);
        var all = arrows.Select(static arrow => arrow.Key).ToHashSet();
        return all.Where(arrow => Reaches(all, arrow)).Select(arrow => $"{arrow} closes a circle: {arrows[arrow].First()}")
            .Order(StringComparer.Ordinal);
    }

    private static string NamespaceOf(string project, string folder)
    {
        var root = Roots.GetValueOrDefault(project, project);
        if (folder.Length == 0)
        {
            return root;
        }

        var parts = folder.Split('/');
        var named = parts.Where((_, i) => !Shelves.Contains($"{project}/{string.Join('/', parts[..(i + 1)])}"));
        return string.Join('.', named.Prepend(root));
    }

    private static IEnumerable<(FolderArrow Arrow, string Evidence)> ArrowsOf(IReadOnlyList<SourceFile> project)
    {
        var homes = project.SelectMany(static source => source.Types.Select(type => (Type: type, Source: source))).ToLookup(
            static home => home.Type, static home => home.Source);
        var folders = project.GroupBy(static source => source.Namespace).ToDictionary(
            static group => group.Key, static group => group.Select(static source => source.Folder).Distinct().ToArray());
        foreach (var source in project)
        {
            foreach (var used in source.Usings.Where(folders.ContainsKey))
            {
                if (folders[used] is [var only] && only != source.Folder)
                {
                    yield return (new FolderArrow(source.Project, source.Folder, only), $"{source.Name} imports {used}");
                }
            }

            foreach (var name in source.Names)
            {
                var seen = homes[name].Where(home => source.Sees(home.Namespace)).Select(static home => home.Folder).ToHashSet();
                foreach (var folder in seen.Contains(source.Folder) ? [] : seen)
                {
                    yield return (new FolderArrow(source.Project, source.Folder, folder), $"{source.Name} uses {name}");
                }
            }
        }
    }

    /// <summary>Whether a way leads from an arrow's end back to its beginning, within its project.</summary>
    private static bool Reaches(IReadOnlySet<FolderArrow> arrows, FolderArrow closing)
    {
        var (from, to) = (closing.To, closing.From);
        var (reached, open) = (new HashSet<string> { from }, new Queue<string>([from]));
        while (open.TryDequeue(out var folder))
        {
            foreach (var arrow in arrows.Where(arrow => arrow.Project == closing.Project && arrow.From == folder && reached.Add(arrow.To)))
            {
                open.Enqueue(arrow.To);
            }
        }

        return reached.Contains(to);
    }
}
