using System.Security.Cryptography;
using System.Text;
using Gans.Formats;
using Gans.Onnx.Verification;
using global::Onnx;
using Google.Protobuf;
using DataType = global::Onnx.TensorProto.Types.DataType;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Gans.Onnx.Adoption;

/// <summary>One adoption from end to end: the foreign graph with what it lacks, compared with the foreign file, then written.</summary>
/// <param name="file">The foreign file.</param>
/// <param name="options">What it does not say.</param>
internal abstract class ForeignModel(ForeignFile file, AdoptionOptions options) : IDisposable
{
    private static readonly int[] Counts = [1, 3];

    /// <summary>What was changed or taken for granted.</summary>
    protected List<string> Remarks { get; } = [];

    /// <summary>The foreign file.</summary>
    protected ForeignFile File => file;

    /// <summary>Names that values of ours have.</summary>
    protected abstract IReadOnlyList<string> OurNames { get; }

    /// <summary>The inputs that are given something.</summary>
    protected abstract IReadOnlyList<ForeignTensor> Inputs { get; }

    /// <summary>Adopts it.</summary>
    public AdoptionReport Write(string output)
    {
        var model = Prepare();
        var opset = ForeignFile.OpsetOf(model);
        if (OpsetUpgrade.Apply(model) is { } unknown)
        {
            throw Refuse(
                $"{unknown}, which Gans cannot bring to opset {OnnxExport.OpsetVersion}", "operators that it can", "Export it again with opset 11 or newer");
        }

        if (ForeignFile.OpsetOf(model) != opset)
        {
            Remarks.Add($"brought from opset {opset} to {OnnxExport.OpsetVersion}");
        }

        var batch = Inputs.Max(static input => input.Batch);
        string? problem = null;
        foreach (var freed in FixedBatch.Freed(model, batch))
        {
            var card = Assemble(freed);
            freed.IrVersion = Math.Max(OnnxExport.IrVersion, freed.IrVersion);
            freed.MetadataProps.AddRange(card.Write().Select(static entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
            var bytes = freed.ToByteArray();
            var (difference, found) = Compare(bytes, output);
            if (found is null)
            {
                AtomicFile.Write(output, stream => stream.Write(bytes));
                if (Inputs.Any(static input => input.IsFixed))
                {
                    Remarks.Add($"its batch of {batch} made free");
                }

                return new AdoptionReport(output, card, bytes.LongLength, difference, Remarks);
            }

            problem ??= found;
        }

        throw Refuse(
            $"another result where examples go through it together: {problem}",
            "one that depends on each example alone",
            $"Export it again with a batch that is free (it has {batch})");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what it opened.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>The whole foreign graph.</summary>
    protected abstract ModelProto Prepare();

    /// <summary>Puts our names, ranges and layouts round it.</summary>
    /// <returns>What the file says of itself.</returns>
    protected abstract ModelCard Assemble(ModelProto model);

    /// <summary>So many examples through a finished file.</summary>
    /// <returns>Greatest difference from the foreign file, and what is wrong where it is too large; null where all is right.</returns>
    protected abstract (double Difference, string? Problem) Compare(ForeignSession adopted, int count);

    /// <summary>A card with what both kinds have.</summary>
    protected ModelCard Describe(ModelKind kind, ModelProto model) => new()
    {
        Kind = kind,
        Recipe = options.Name ?? Path.GetFileNameWithoutExtension(file.Name),
        Parameters = ForeignFile.TensorsOf(model).Where(static tensor => (DataType)tensor.DataType is DataType.Float or DataType.Float16 or DataType.Double)
            .Sum(static tensor => tensor.Dims.Aggregate(1L, static (product, size) => product * size)),
        ToolVersion = GansVersion.Current,
        Weights = options.Weights ?? $"adopted from {Path.GetFileName(file.Name)}, SHA-256 {file.Sha256}",
        WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Digests}\n{options.Settings}"))),
    };

    /// <summary>Digests of all foreign files.</summary>
    protected virtual string Digests => file.Sha256;

    /// <summary>Refuses the file.</summary>
    protected InvalidInputException Refuse(string found, string needed, string remedy) =>
        new($"Adopting {file.Name}: found {found}, needed {needed}. {remedy}.");

    /// <summary>Among inputs: the one of a name, else the only one that fits.</summary>
    protected ForeignTensor Choose(GraphProto graph, string? name, string option, string what, Func<ForeignTensor, bool> fits)
    {
        var inputs = graph.Input.Select(ForeignTensor.Of).ToList();
        var fitting = inputs.Where(input => name is null ? fits(input) : input.Name == name).ToList();
        return fitting is [var only] ? only : throw Refuse(
            $"{(name is null ? $"{fitting.Count} inputs that can be {what}" : $"no input '{name}'")} among {Listed(inputs)}",
            "one",
            $"Name it (--{option} NAME)");
    }

    /// <summary>Declared inputs or outputs, for messages.</summary>
    protected static string Listed(IEnumerable<ForeignTensor> tensors) => string.Join(" and ", tensors);

    /// <summary>Gives our names free in a graph.</summary>
    /// <returns>How the foreign values are called now, by how they were.</returns>
    protected Func<string, string> FreeOurNames(ForeignGraph graph)
    {
        var moved = OurNames.Select(name => (name, other: graph.Free(name))).Where(static pair => pair.other is not null)
            .ToDictionary(static pair => pair.name, static pair => pair.other!);
        return name => moved.GetValueOrDefault(name, name);
    }

    /// <summary>Whether images have their channels innermost: as said, else as the sizes tell.</summary>
    protected bool ChannelsLast(IReadOnlyList<long> axes)
    {
        var (first, last) = (axes[0] is 1 or 3, axes[2] is 1 or 3);
        return options.ChannelsLast ?? (first != last ? last : throw Refuse(
            $"images of {ForeignTensor.Text(axes)}, of which either end may be the channels",
            "to know which",
            "Say it (--layout nchw or nhwc)"));
    }

    /// <summary>The greatest difference of two results, relative to max(1, max|expected|); infinite where one is no number.</summary>
    protected static double Difference(Values expected, Values found)
    {
        if (!expected.Shape.SequenceEqual(found.Shape))
        {
            return double.PositiveInfinity;
        }

        var size = Math.Max(1, expected.Elements.Max(Math.Abs));
        var greatest = expected.Elements.Zip(found.Elements, static (left, right) => Math.Abs((double)left - right)).Max() / size;
        return double.IsNaN(greatest) ? double.PositiveInfinity : greatest;
    }

    /// <summary>What is wrong with a result; null: nothing.</summary>
    protected static string? ProblemOf(string output, int count, double difference) => difference <= OnnxVerification.Tolerance ? null
        : FormattableString.Invariant($"{output} of {count} differ by {difference:G3}, where {OnnxVerification.Tolerance} is allowed");

    /// <summary>Runs a foreign file on any number of examples, as many at a time as it takes.</summary>
    protected static IReadOnlyList<Values> RunInBatches(
        ForeignSession session, IReadOnlyDictionary<string, Values> inputs, long batch, IReadOnlyList<string> outputs)
    {
        var count = inputs.Values.First().Count;
        var runs = new List<IReadOnlyList<Values>>();
        for (var start = 0; start < count; start += (int)batch)
        {
            runs.Add(session.Run(inputs.ToDictionary(static input => input.Key, input => input.Value.Take(start, (int)batch)), outputs));
        }

        return [.. outputs.Select((_, i) => Values.Join([.. runs.Select(run => run[i])]).Take(0, count))];
    }

    /// <summary>A value in floats: itself, or cast to them.</summary>
    /// <param name="graph">Where it is to stand.</param>
    /// <param name="session">The foreign file.</param>
    /// <param name="output">What it is called there.</param>
    /// <param name="value">What it is called in the graph.</param>
    protected static string Floats(ForeignGraph graph, ForeignSession session, string output, string value) =>
        session.TypeOf(output) == TensorElementType.Float ? value : graph.Add("Cast", [value], OnnxAttribute.Int("to", (long)DataType.Float));

    /// <summary>Opens a copy that gives any of its values, without what these do not need.</summary>
    /// <exception cref="InvalidInputException">They need another input.</exception>
    protected ForeignSession OpenGiving(IEnumerable<string> values, params IReadOnlyList<string> inputs)
    {
        var copy = file.Model.Clone();
        copy.Graph.Output.Clear();
        copy.Graph.Output.AddRange(values.Distinct().Select(value => file.Model.Graph.Output.FirstOrDefault(output => output.Name == value)?.Clone()
            ?? new ValueInfoProto { Name = value }));
        ForeignGraph.Prune(copy.Graph);
        return copy.Graph.Input.Select(ForeignTensor.Of).FirstOrDefault(input => !inputs.Contains(input.Name)) is { } stray
            ? throw Refuse($"the input {stray} besides", "none that Gans has no word for", "Export it again with that input fixed")
            : new ForeignSession(copy, file.Name);
    }

    private (double Difference, string? Problem) Compare(byte[] bytes, string name)
    {
        try
        {
            using var adopted = new ForeignSession(bytes, name);
            var greatest = 0.0;
            foreach (var count in Counts)
            {
                var (difference, problem) = Compare(adopted, count);
                if (problem is not null)
                {
                    return (difference, problem);
                }

                greatest = Math.Max(greatest, difference);
            }

            return (greatest, null);
        }
        catch (InvalidInputException e)
        {
            return (double.PositiveInfinity, e.Problem.TrimEnd('.'));
        }
    }
}
