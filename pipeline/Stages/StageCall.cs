using System.Collections.Immutable;
using Gans.Formats;
using Gans.Pipeline.Reports;

namespace Gans.Pipeline.Stages;

/// <summary>One call of a built-in stage.</summary>
internal sealed record StageCall
{
    /// <summary>Paths of each input given, by its name.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>> Inputs { get; init; }

    /// <summary>The path that stands for standard output, on the command line.</summary>
    public const string StandardOutput = "-";

    /// <summary>Where to write; only where that must be given.</summary>
    public string Output
    {
        get => OutputWhereGiven ?? throw new InvalidOperationException("No output was given; look at OutputWhereGiven.");
        init => OutputWhereGiven = value;
    }

    /// <summary>Where to write; null where it may be left out, and is.</summary>
    public string? OutputWhereGiven { get; init; }

    /// <summary>Where to write what is made besides; null where nobody asked for it.</summary>
    public string? SideOutput { get; init; }

    /// <summary>The options.</summary>
    public required StageValues Values { get; init; }

    /// <summary>Takes lines that a person should see: results, not progress.</summary>
    public Action<string> Print { get; init; } = _ => { };

    /// <summary>Go on from what lies at <see cref="Output"/>, if anything does.</summary>
    public bool Resume { get; init; }

    /// <summary>Replace what an earlier call wrote to <see cref="Output"/>.</summary>
    public bool Force { get; init; } = true;

    /// <summary>The pipeline that calls; null when the command line does.</summary>
    public PipelineFacts? Pipeline { get; init; }

    /// <summary>Gives numbers out: as JSON to the output where one is named, and as lines to see unless that is standard output.</summary>
    /// <param name="json">The numbers.</param>
    /// <param name="lines">The same for a person.</param>
    public void Tell(string json, IEnumerable<string> lines)
    {
        if (OutputWhereGiven == StandardOutput)
        {
            lines = json.Split('\n');
        }
        else if (OutputWhereGiven is { } path)
        {
            AtomicFile.WriteText(path, json + "\n");
        }

        foreach (var line in lines)
        {
            Print(line);
        }
    }

    /// <summary>Path of an input that must be given.</summary>
    /// <param name="name">Its name.</param>
    public string Input(string name) => Inputs[name].Single();

    /// <summary>Path of an input, or null.</summary>
    /// <param name="name">Its name.</param>
    public string? FindInput(string name) => Inputs.TryGetValue(name, out var paths) ? paths.Single() : null;

    /// <summary>Paths of an input that takes many; empty where none was given.</summary>
    /// <param name="name">Its name.</param>
    public ImmutableArray<string> InputsOf(string name) => Inputs.GetValueOrDefault(name, []);
}
