using static Gans.Inference.ProtobufReader;

namespace Gans.Inference;

/// <summary>
/// What makes running an ONNX file cost any time or memory, or read other files, whatever its size: looked for in its header, as Gans writes none of it.
/// </summary>
/// <remarks>
/// Without functions, inner graphs and such tensors, the time of a run is bounded by the number of operators and the sizes of their results. These sizes may
/// still be computed from the batch's; a run can be stopped between two operators.
/// </remarks>
internal sealed class OnnxHazards
{
    private const int MostNumbers = 16;
    private const double MostMade = 1 << 28;   // values that one operator makes of a constant shape: 1 GiB of floats

    /// <summary>Operators whose result is as large as an input says, and the place of that input.</summary>
    private static readonly Dictionary<string, int[]> Makers = new(StringComparer.Ordinal)
    {
        ["ConstantOfShape"] = [0],
        ["Expand"] = [1],
        ["Tile"] = [1],
        ["Upsample"] = [1],
        ["Resize"] = [2, 3],
        ["Range"] = [1],
        ["OneHot"] = [1],
        ["Pad"] = [1],
    };

    private readonly List<(string Operator, string Input)> makers = [];
    private readonly Dictionary<string, IReadOnlyList<double>> constants = new(StringComparer.Ordinal);
    private string? found;

    /// <summary>The first that was found, in a few words; null: nothing.</summary>
    internal string? Found => found ?? makers.Select(Describe).FirstOrDefault(finding => finding is not null);

    /// <summary>Takes note of something by itself.</summary>
    internal void Add(string finding) => found ??= finding;

    /// <summary>Looks at a stored tensor.</summary>
    internal void AddTensor(TensorHeader tensor)
    {
        if (tensor.IsExternal)
        {
            Add($"tensor '{tensor.Name}', whose values are in another file");
        }
        else if (tensor.ClaimsMoreThanItHolds)
        {
            Add($"tensor '{tensor.Name}', which claims more values than the file holds for it");
        }

        if (tensor.Values is { } values)
        {
            constants[tensor.Name] = values;
        }
    }

    /// <summary>Looks at an operator: the NodeProto that is the present field's value.</summary>
    internal void ReadNode(ProtobufReader reader)
    {
        var (type, inputs, outputs, attributes) = ("", new List<string>(), new List<string>(), new List<(TensorHeader? Tensor, List<ulong> Numbers)>());
        foreach (var field in reader.Message())
        {
            switch (field)
            {
                case (1, WireType.Bytes):      // NodeProto.input
                    inputs.Add(reader.ReadString());
                    break;
                case (2, WireType.Bytes):      // output
                    outputs.Add(reader.ReadString());
                    break;
                case (4, WireType.Bytes):      // op_type
                    type = reader.ReadString();
                    break;
                case (5, WireType.Bytes):      // attribute
                    attributes.Add(ReadAttribute(reader));
                    break;
            }
        }

        foreach (var (tensor, numbers) in attributes)
        {
            if (type.StartsWith("Random", StringComparison.Ordinal))
            {
                RequireFew(type, [.. numbers.Select(number => (double)(long)number)]);
            }
            else if (type == "Constant" && outputs.Count > 0)
            {
                constants[outputs[0]] = tensor?.Values ?? [.. numbers.Select(number => (double)(long)number)];
            }
        }

        if (Makers.TryGetValue(type, out var places))
        {
            makers.AddRange(places.Where(place => place < inputs.Count).Select(place => (type, inputs[place])));
        }
    }

    private (TensorHeader? Tensor, List<ulong> Numbers) ReadAttribute(ProtobufReader reader)
    {
        TensorHeader? tensor = null;
        var numbers = new List<ulong>();
        foreach (var field in reader.Message())
        {
            switch (field)
            {
                case (3 or 8, WireType.Varint or WireType.Bytes):   // AttributeProto.i, ints
                    reader.ReadNumbers(field.Type, numbers, MostNumbers);
                    break;
                case (5 or 10, WireType.Bytes):                     // t, tensors
                    tensor = TensorHeader.Read(reader);
                    AddTensor(tensor);
                    break;
                case (6 or 11, WireType.Bytes):                     // g, graphs
                    Add("an operator with a graph of its own, such as a loop");
                    break;
                case (22 or 23, WireType.Bytes):                    // sparse_tensor, sparse_tensors
                    Add("a sparse tensor");
                    break;
            }
        }

        return (tensor, numbers);
    }

    private string? Describe((string Operator, string Input) maker) =>
        constants.TryGetValue(maker.Input, out var values) ? TooMuch(maker.Operator, values) : null;

    private void RequireFew(string type, double[] sizes)
    {
        if (TooMuch(type, sizes) is { } finding)
        {
            Add(finding);
        }
    }

    private static string? TooMuch(string type, IEnumerable<double> sizes)
    {
        var made = sizes.Aggregate(1.0, (product, size) => product * Math.Max(1, Math.Abs(size)));
        return made <= MostMade ? null : FormattableString.Invariant($"an operator {type} that makes {made:G3} values");
    }
}
