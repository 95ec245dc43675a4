namespace Gans.Pipeline.Definition;

/// <summary>Finds what lies at, above or below a path, in time that grows with the path and with what is found only.</summary>
/// <typeparam name="T">What is noted at a path.</typeparam>
internal sealed class PathTree<T>
{
    private readonly Dictionary<string, Node> roots = new(StringComparer.Ordinal);

    /// <summary>Notes something at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="value">What to note.</param>
    public void Add(PipelinePath path, T value)
    {
        var (root, parts) = Split(path.Value);
        if (!roots.TryGetValue(root, out var node))
        {
            roots[root] = node = new Node();
        }

        foreach (var part in parts)
        {
            node.Below ??= new(StringComparer.Ordinal);
            if (!node.Below.TryGetValue(part, out var next))
            {
                node.Below[part] = next = new Node();
            }

            node = next;
        }

        (node.Values ??= []).Add(value);
    }

    /// <summary>What is noted at a path, at folders around it and inside it.</summary>
    /// <param name="path">The path.</param>
    public IEnumerable<T> Related(PipelinePath path)
    {
        var (root, parts) = Split(path.Value);
        var node = roots.GetValueOrDefault(root);
        foreach (var part in parts)
        {
            if (node is null)
            {
                yield break;
            }

            foreach (var value in node.Values ?? [])
            {
                yield return value;
            }

            node = node.Below?.GetValueOrDefault(part);
        }

        var open = new Stack<Node>(node is null ? [] : [node]);
        while (open.TryPop(out var next))
        {
            foreach (var value in next.Values ?? [])
            {
                yield return value;
            }

            foreach (var below in next.Below?.Values ?? Enumerable.Empty<Node>())
            {
                open.Push(below);
            }
        }
    }

    /// <summary>The part of the world that a path starts from, and its way from there.</summary>
    private static (string Root, string[] Parts) Split(string path) => path switch
    {
        "." => (".", []),
        ['/', ..] => ("/", path.Split('/', StringSplitOptions.RemoveEmptyEntries)),
        ".." => ("..", [".."]),
        _ => (path.StartsWith("../", StringComparison.Ordinal) ? ".." : ".", path.Split('/')),
    };

    private sealed class Node
    {
        public List<T>? Values { get; set; }

        public Dictionary<string, Node>? Below { get; set; }
    }
}
