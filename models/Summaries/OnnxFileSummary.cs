using Gans.Formats;
using Google.Protobuf;
using Onnx;

namespace Gans.Models;

/// <summary>Reads the table of an ONNX file.</summary>
internal static class OnnxFileSummary
{
    private const int FirstStatistic = 3;   // of BatchNormalization's inputs: X, scale, B, mean, variance

    /// <summary>Operators whose stored inputs say how, not what: they are no parameters.</summary>
    private static readonly string[] Settings = ["Clip", "Resize", "Reshape", "Pad", "Slice"];

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidInputException">It is missing, or no ONNX file.</exception>
    internal static ModelSummary Read(string path)
    {
        try
        {
            var model = ModelProto.Parser.ParseFrom(InputFile.ReadAll(path));
            return model.Graph is { Node.Count: > 0 } graph
                ? Read(graph)
                : throw new InvalidInputException($"Reading {path}: found no operators, needed an ONNX file. Check the file.");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or ArgumentException or OverflowException)
        {
            throw new InvalidInputException($"Reading {path}: found no ONNX file ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}). Check the file.", e);
        }
    }

    private static ModelSummary Read(GraphProto graph)
    {
        var shapes = graph.ValueInfo.Concat(graph.Output).ToDictionary(value => value.Name, Sizes, StringComparer.Ordinal);
        var stored = graph.Initializer.Where(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Float && tensor.Dims.Count > 0)
            .ToDictionary(tensor => tensor.Name, tensor => tensor.Dims.Aggregate(1L, (product, size) => checked(product * size)), StringComparer.Ordinal);
        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        var layers = new List<LayerSummary>();
        foreach (var node in graph.Node)
        {
            long[] counts = [.. node.Input.Select(input => Settings.Contains(node.OpType) || !stored.Remove(input, out var count) ? 0 : count)];
            var statistics = node.OpType == "BatchNormalization" ? counts.Skip(FirstStatistic).Sum() : 0;
            layers.Add(new LayerSummary(node.Name, node.OpType, node.Output.Select(name => shapes.GetValueOrDefault(name)).FirstOrDefault() ?? [], counts.Sum())
            {
                TrainableParameterCount = counts.Sum() - statistics,
                Sources = [.. node.Input.Where(makers.ContainsKey).Select(input => makers[input]).Distinct()],
            });
            foreach (var output in node.Output)
            {
                makers[output] = layers.Count - 1;
            }
        }

        return new ModelSummary(layers, layers.Sum(layer => layer.ParameterCount), layers.Sum(layer => layer.TrainableParameterCount));
    }

    private static long[] Sizes(ValueInfoProto value) =>
        [.. value.Type?.TensorType?.Shape?.Dim.Select(size => size.DimParam.Length > 0 ? -1 : size.DimValue) ?? []];
}
