namespace Gans.Onnx;

/// <summary>How a network is exported, and what its file says of itself.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// Whether functional code between modules that is not written with <see cref="Ops"/> is an error. If not, it is recognised by its values where it is of a
    /// known form (<c>x + f(x)</c>, activations, pools, concatenation, ...), and listed in <see cref="OnnxExportReport.Glue"/> and in the file; anything else
    /// is an error. The pass is then run at more scales, and once with modules' results replaced by random numbers, so that it must not stop on unusual values.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>The graph's name, and the file's name for the network in messages. Null for the module's own.</summary>
    public string? Name { get; init; }

    /// <summary>The file's doc string.</summary>
    public string? Description { get; init; }

    /// <summary>Names of a module's results in order, where the general form with an <see cref="OnnxPass"/> is not used.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = ["y"];

    /// <summary>What outputs mean, by name; written as their doc strings.</summary>
    public IReadOnlyDictionary<string, string> OutputDescriptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The file's <c>metadata_props</c>, in the order in which they are written.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>
    /// Written to the file as the program that made it.
    /// </summary>
    public string Producer { get; init; } = "gans";

    /// <summary>The version of that program.</summary>
    public string ProducerVersion { get; init; } = OnnxExport.Version;

    /// <summary>Seed of the random inputs that the network is recorded and verified with. libtorch's generator is put back afterwards.</summary>
    public long Seed { get; init; } = 1;
}
