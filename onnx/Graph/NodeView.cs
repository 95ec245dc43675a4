using global::Onnx;
using static TorchSharp.torch;

namespace Gans.Onnx.Graph;

/// <summary>One node as the operator's definition sees it: what goes in, and the attributes with their defaults.</summary>
/// <param name="name">The node's name, for messages.</param>
/// <param name="definition">The operator.</param>
/// <param name="inputs">What goes in; null where an optional input is left out.</param>
/// <param name="attributes">The attributes that are written.</param>
/// <param name="results">How many results are used.</param>
internal sealed class NodeView(
    string name, OperatorDefinition definition, IReadOnlyList<ValueInfo?> inputs, IReadOnlyList<AttributeProto> attributes, int results)
{
    /// <summary>The operator's name.</summary>
    public string Operator => definition.Name;

    /// <summary>How many results are used.</summary>
    public int Results => results;

    /// <summary>The inputs that are given.</summary>
    public IEnumerable<ValueInfo> Given => inputs.OfType<ValueInfo>();

    /// <summary>The first input.</summary>
    public ValueInfo First => Input(0);

    /// <summary>An input that must be there.</summary>
    public ValueInfo Input(int index) => InputOrNull(index) ?? throw Fail($"input {index} is missing");

    /// <summary>An input; null where it is left out.</summary>
    public ValueInfo? InputOrNull(int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>An integer attribute, or its default.</summary>
    public long Int(string attribute, long standard = 0) => Find(attribute)?.I ?? standard;

    /// <summary>A text attribute, or its default.</summary>
    public string Text(string attribute, string standard) => Find(attribute)?.S.ToStringUtf8() ?? standard;

    /// <summary>An attribute of integers; null where it is not written.</summary>
    public IReadOnlyList<long>? Ints(string attribute) => Find(attribute)?.Ints;

    /// <summary>Whether an attribute is written.</summary>
    public bool Has(string attribute) => Find(attribute) is not null;

    /// <summary>An axis of a shape, negative ones counted from the innermost.</summary>
    public int Axis(long axis, int rank)
    {
        Require(axis >= -rank && axis < rank, $"axis {axis} of {rank}");
        return (int)(axis < 0 ? axis + rank : axis);
    }

    /// <summary>The integers of an input, which must be known when the file is written.</summary>
    public IReadOnlyList<Dimension> Contents(int index) =>
        Input(index).Contents ?? throw Fail($"input {index} must be known when the file is written, so that the result's shape is");

    /// <summary>The fixed integers of an input.</summary>
    public IReadOnlyList<long> FixedContents(int index) => [.. Contents(index).Select(value => value.IsConstant
        ? value.Constant
        : throw Fail($"input {index} follows the batch"))];

    /// <summary>A size that must be the same for every batch.</summary>
    public long Fixed(Dimension size) => size.IsConstant ? size.Constant : throw Fail($"a size of {size} follows the batch where a fixed one is needed");

    /// <summary>Refuses a node that breaks its operator's definition.</summary>
    public void Require(bool condition, string found)
    {
        if (!condition)
        {
            throw Fail(found);
        }
    }

    /// <summary>The error that names the node.</summary>
    public OnnxExportException Fail(string found) => new(
        $"Checking node '{name}' ({definition.Name}): {found}; inputs are {string.Join(", ", inputs.Select(input => input?.ToString() ?? "none"))}. "
        + "Correct the module's ONNX form.");

    /// <summary>A result of the first input's type.</summary>
    public ValueInfo Like(IReadOnlyList<Dimension> shape, ScalarType? type = null) => new(type ?? First.Type, shape);

    private AttributeProto? Find(string attribute)
    {
        foreach (var candidate in attributes)
        {
            if (candidate.Name == attribute)
            {
                return candidate;
            }
        }

        return null;
    }
}
