namespace Gans.Architecture.Tests;

/// <summary>The house: which project lives in which folder, and what it may use. Arrows only point down.</summary>
internal static class House
{
    private static readonly Dictionary<string, (string Folder, string[] MayUse)> Rooms = new()
    {
        ["Gans.Tool"] = ("tool", ["Gans.Pipeline", "Gans.Setup"]),
        ["Gans.Pipeline"] = (
            "pipeline",
            [
                "Gans.Formats", "Gans.Images", "Gans.Runtime", "Gans.Inference", "Gans.Inference.Faces", "Gans.Inference.Metrics", "Gans.Onnx", "Gans.Models",
                "Gans.Preprocessing", "Gans.Training",
            ]),
        ["Gans.Training"] = ("training", ["Gans.Formats", "Gans.Images", "Gans.Runtime", "Gans.Onnx", "Gans.Models", "Gans.Preprocessing"]),
        ["Gans.Models"] = ("models", ["Gans.Formats", "Gans.Images", "Gans.Runtime", "Gans.Onnx"]),
        ["Gans.Preprocessing"] = ("preprocessing", ["Gans.Formats", "Gans.Images", "Gans.Runtime", "Gans.Inference", "Gans.Inference.Faces"]),
        ["Gans.Onnx"] = ("onnx", ["Gans.Formats", "Gans.Runtime"]),
        ["Gans.Inference.Faces"] = ("faces", ["Gans.Formats", "Gans.Images", "Gans.Runtime", "Gans.Inference"]),
        ["Gans.Inference.Metrics"] = ("metrics", ["Gans.Formats", "Gans.Images", "Gans.Runtime", "Gans.Inference"]),
        ["Gans.Inference"] = ("inference", ["Gans.Formats", "Gans.Images", "Gans.Runtime"]),
        ["Gans.Formats"] = ("formats", []),
        ["Gans.Images"] = ("images", ["Gans.Formats"]),
        ["Gans.Runtime"] = ("runtime", ["Gans.Formats"]),
    };

    /// <summary>Every breach of the house's rules, one line each; none for a house in order.</summary>
    public static IEnumerable<string> Breaches(IReadOnlyCollection<Project> projects)
    {
        foreach (var missing in Rooms.Keys.Except(projects.Select(static project => project.Name)))
        {
            yield return $"{missing} is missing";
        }

        foreach (var breach in projects.SelectMany(BreachesOf))
        {
            yield return breach;
        }

        foreach (var used in Closure(projects, "Gans.Inference").Where(static name => name.Contains("Torch", StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"Gans.Inference reaches {used}, and must stay free of torch";
        }

        foreach (var used in Closure(projects, "Gans.Inference").Where(static name => name.StartsWith("ScottPlot", StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"Gans.Inference reaches {used}, and must stay small";
        }
    }

    private static IEnumerable<string> BreachesOf(Project project)
    {
        if (!Rooms.TryGetValue(project.Name, out var room))
        {
            return project.Folder.Split('/')[0] switch
            {
                "tests" or "bench" => [],
                "setup" => project.References.Select(used => $"{project.Name}, a part of set-up, uses {used}"),
                "samples" => project.References
                    .Except(project.References.Contains("Gans.Onnx") ? ["Gans.Onnx"] : ["Gans.Inference"])
                    .Select(used => $"{project.Name}, a sample app, uses {used}"),
                _ => [$"{project.Name} in {project.Folder} has no room in the house"],
            };
        }

        var breaches = project.References.Except(room.MayUse).Select(used => $"{project.Name} uses {used}");
        return project.Folder == room.Folder ? breaches : breaches.Append($"{project.Name} lies in {project.Folder}, not in {room.Folder}");
    }

    /// <summary>Names of all projects and packages that <paramref name="start"/> reaches through project references.</summary>
    private static HashSet<string> Closure(IReadOnlyCollection<Project> projects, string start)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var name))
        {
            foreach (var project in projects.Where(project => project.Name == name))
            {
                reached.UnionWith(project.Packages);
                foreach (var used in project.References.Where(reached.Add))
                {
                    open.Enqueue(used);
                }
            }
        }

        return reached;
    }
}
