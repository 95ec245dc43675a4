using System.Runtime.InteropServices;
using global::Onnx;
using static TorchSharp.torch;

namespace Gans.Onnx.Graph;

/// <summary>
/// The rules of a finished file: versions; every name has one source, but that an input may have a default; every node reads what stands before it and keeps
/// its operator's definition; declared types and shapes are those that follow from it; every stored tensor is as large as its shape says.
/// </summary>
internal static class ModelChecker
{
    private const int LeastIrVersion = 8;
    private const int GreatestIrVersion = 10;

    /// <summary>Checks a model.</summary>
    /// <exception cref="OnnxExportException">A rule is broken; the message names the node or the value.</exception>
    public static void Check(ModelProto model)
    {
        var graph = model.Graph;
        Require(model.IrVersion is >= LeastIrVersion and <= GreatestIrVersion, $"the IR version is {model.IrVersion}");
        Require(model.OpsetImport is [{ Domain: "", Version: Operators.Opset }], "the operator set is not that of the operators");
        Require(graph.Output.Count > 0, "there is no output");
        var known = new Dictionary<string, ValueInfo>(StringComparer.Ordinal);
        foreach (var input in graph.Input)
        {
            Require(input.Name.Length > 0 && known.TryAdd(input.Name, Read(input)), $"the value '{input.Name}' has two sources");
        }

        var inputs = new Dictionary<string, ValueInfo>(known, StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer)
        {
            var info = Read(tensor);
            var isDefault = inputs.Remove(tensor.Name, out var input) && input.Type == info.Type && input.Shape.SequenceEqual(info.Shape);
            Require(tensor.Name.Length > 0 && (known.TryAdd(tensor.Name, info) || isDefault), $"the value '{tensor.Name}' has two sources");
        }

        CheckNodes(graph, known);
        foreach (var value in graph.Output.Concat(graph.ValueInfo))
        {
            CheckDeclaration(value, known);
        }
    }

    private static void CheckNodes(GraphProto graph, Dictionary<string, ValueInfo> known)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            Require(names.Add(node.Name), $"two nodes are named '{node.Name}'");
            ValueInfo?[] inputs = [.. node.Input.Select(input => input.Length == 0
                ? null
                : known.GetValueOrDefault(input) ?? throw Broken($"node '{node.Name}' reads '{input}', which nothing before it makes"))];
            var results = NodeRules.Check(node.Name, node.OpType, inputs, node.Attribute, node.Output.Count);
            foreach (var (output, info) in node.Output.Zip(results))
            {
                Require(output.Length > 0 && known.TryAdd(output, info), $"the value '{output}' has two sources");
            }
        }
    }

    private static void CheckDeclaration(ValueInfoProto value, Dictionary<string, ValueInfo> known)
    {
        var made = known.GetValueOrDefault(value.Name) ?? throw Broken($"no node makes '{value.Name}'");
        var declared = Read(value);
        Require(declared.Type == made.Type, $"'{value.Name}' is declared {declared.Type} and made {made.Type}");
        Require(declared.Shape.SequenceEqual(made.Shape), $"'{value.Name}' is declared {declared.Shape.Text()} and made {made.Shape.Text()}");
    }

    private static ValueInfo Read(ValueInfoProto value)
    {
        var tensor = value.Type.TensorType;
        return new ValueInfo(Type(tensor.ElemType, value.Name), [.. tensor.Shape.Dim.Select(size => size.DimParam.Length == 0
            ? (Dimension)size.DimValue
            : Dimension.Parse(size.DimParam) ?? throw Broken($"'{value.Name}' has a size '{size.DimParam}'"))]);
    }

    private static ValueInfo Read(TensorProto tensor)
    {
        var type = Type(tensor.DataType, tensor.Name);
        var elements = tensor.Dims.Aggregate(1L, static (product, size) => checked(product * size));
        var needed = elements * type.SizeOf();
        Require(tensor.RawData.Length == needed, $"the stored tensor '{tensor.Name}' holds {tensor.RawData.Length} bytes, its shape needs {needed}");
        var contents = type == ScalarType.Int64 && tensor.Dims.Count <= 1 ? MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray() : null;
        var scales = type == ScalarType.Float32 && tensor.Dims.Count == 1 ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : null;
        return new ValueInfo(
            type, [.. tensor.Dims.Select(static size => (Dimension)size)], contents is null ? null : [.. contents.Select(static value => (Dimension)value)])
        {
            Scales = scales,
        };
    }

    private static ScalarType Type(int number, string name) => ElementTypes.FromOnnx(number) ?? throw Broken($"'{name}' has the element type {number}");

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw Broken(problem);
        }
    }

    private static OnnxExportException Broken(string problem) =>
        new($"Checking the graph: {problem}. This is a fault of a module's ONNX form; report it with the name of the network.");
}
