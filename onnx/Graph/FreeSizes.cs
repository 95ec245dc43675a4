using global::Onnx;
using static TorchSharp.torch;

namespace Gans.Onnx.Graph;

/// <summary>Sizes that users of a file choose, where the record holds those of its samples.</summary>
internal static class FreeSizes
{
    /// <summary>The outputs' shapes at the second size of the free axes, for a batch of 1.</summary>
    public static IReadOnlyDictionary<string, long[]> OtherShapes(IReadOnlyList<OnnxInput> inputs, OnnxPass pass)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        return pass([.. inputs.Select(static input => Samples.Draw(input, 1, other: true, 1))]).ToDictionary(
            static output => output.Name, static output => output.Value.shape);
    }

    /// <summary>Gives free axes of inputs, and axes of outputs that follow them, names in place of sizes.</summary>
    public static void Declare(GraphProto graph, IReadOnlyList<OnnxInput> inputs, IReadOnlyDictionary<string, long[]> otherShapes)
    {
        var names = new Dictionary<(long Size, long Other), string>();
        foreach (var (value, input) in graph.Input.Zip(inputs))
        {
            for (var axis = 0; axis < input.Axes.Count; axis++)
            {
                if (input.Axes[axis] is { IsFree: true } free)
                {
                    names.TryAdd((free.Size, free.OtherSize), free.Name!);
                    Free(value, axis, free.Name!);
                }
            }
        }

        foreach (var value in graph.Output)
        {
            var other = otherShapes[value.Name];
            for (var axis = 0; axis < other.Length; axis++)
            {
                var size = value.Type.TensorType.Shape.Dim[axis];
                if (size.DimParam.Length == 0 && size.DimValue != other[axis])
                {
                    Free(value, axis, NameOf((size.DimValue, other[axis]), value.Name, axis));
                }
            }
        }

        graph.ValueInfo.Clear();

        // A size that follows from an input's is called as that is, in small letters, and alike in all outputs.
        string NameOf((long Size, long Other) sizes, string output, int axis)
        {
            if (!names.TryGetValue(sizes, out var name))
            {
                var source = inputs.FirstOrDefault(input => axis < input.Axes.Count && input.Axes[axis].IsFree)?.Axes[axis].Name;
                name = source is null || names.ContainsValue(source.ToLowerInvariant()) ? $"{output}_{axis}" : source.ToLowerInvariant();
                names[sizes] = name;
            }

            return name;
        }
    }

    private static void Free(ValueInfoProto value, int axis, string name) =>
        value.Type.TensorType.Shape.Dim[axis] = new TensorShapeProto.Types.Dimension { DimParam = name };
}
