using System.Globalization;

namespace Gans.Training;

/// <summary>Where a training run keeps its files.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    /// <summary>The folder, as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>What was trained on what, with which options.</summary>
    public string Info => In("run.json");

    /// <summary>The last checkpoint, a folder that is replaced whole.</summary>
    public string Checkpoint => In("checkpoint");

    /// <summary>One JSON object a line for each report.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>The folder of sample grids.</summary>
    public string Samples => In("samples");

    /// <summary>The folder of kept generators; see <see cref="KeptGenerator"/>.</summary>
    public string Generators => In("generators");

    /// <summary>The sample grid of an epoch.</summary>
    /// <param name="epoch">From 1.</param>
    public string SampleGrid(long epoch) => System.IO.Path.Combine(Samples, string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch:D4}.png"));

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
