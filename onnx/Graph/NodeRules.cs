using global::Onnx;
using static TorchSharp.torch;

namespace Gans.Onnx.Graph;

/// <summary>One node against its operator's definition: version, number of inputs and results, attributes, types, shapes.</summary>
internal static class NodeRules
{
    /// <summary>Checks a node.</summary>
    /// <returns>Types and shapes of its results.</returns>
    /// <exception cref="OnnxExportException">It breaks the definition; the message names it.</exception>
    public static IReadOnlyList<ValueInfo> Check(
        string name, string op, IReadOnlyList<ValueInfo?> inputs, IReadOnlyList<AttributeProto> attributes, int results)
    {
        var definition = Operators.Find(op) ?? throw new OnnxExportException(
            $"Checking node '{name}': the operator {op} is not one that this exporter knows at opset {Operators.Opset}. Express it by others.");
        var node = new NodeView(name, definition, inputs, attributes, results);
        node.Require(definition.Since <= Operators.Opset, $"it came with opset {definition.Since}");
        node.Require(inputs.Count >= definition.Inputs.Least && inputs.Count <= definition.Inputs.Most, $"{inputs.Count} inputs");
        node.Require(results >= 1 && results <= definition.Outputs, $"{results} results");
        node.Require(inputs.Take(definition.Inputs.Least).All(static input => input is not null), "an input that must be there is left out");
        node.Require(inputs.Count == 0 || Fits(definition.Takes, inputs[0]!.Type), $"it takes no {inputs[0]?.Type}");
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            var row = definition.Attributes.FirstOrDefault(candidate => candidate.Name == attribute.Name)
                ?? throw node.Fail($"it has no attribute '{attribute.Name}'");
            node.Require(row.Type == attribute.Type, $"attribute '{attribute.Name}' is {attribute.Type}, and must be {row.Type}");
            node.Require(written.Add(attribute.Name), $"attribute '{attribute.Name}' is given twice");
        }

        return definition.Infer(node);
    }

    private static bool Fits(TypeFamily family, ScalarType type) => family switch
    {
        TypeFamily.Any => true,
        TypeFamily.Number => type != ScalarType.Bool,
        TypeFamily.Real => type.IsReal(),
        TypeFamily.Flag => type == ScalarType.Bool,
        TypeFamily.Index => type is ScalarType.Int32 or ScalarType.Int64,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Not a family of element types."),
    };
}
