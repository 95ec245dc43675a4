using global::Onnx;

namespace Gans.Training.Onnx;

/// <summary>Height and width of images that a network of convolutions leaves open, where the record holds those of its samples.</summary>
internal static class FreeSizes
{
    private static readonly string[] InputNames = ["H", "W"];
    private static readonly string[] OutputNames = ["h", "w"];

    /// <summary>Frees axes 2 and 3 of what goes in and comes out. That no node holds a size is for the verification at another size to show.</summary>
    /// <param name="graph">The finished graph.</param>
    public static void Declare(GraphProto graph)
    {
        foreach (var input in graph.Input)
        {
            Free(input, InputNames);
        }

        foreach (var output in graph.Output)
        {
            Free(output, OutputNames);
        }

        graph.ValueInfo.Clear();
    }

    private static void Free(ValueInfoProto value, string[] names)
    {
        var sizes = value.Type.TensorType.Shape.Dim;
        for (var axis = 2; axis < sizes.Count; axis++)
        {
            sizes[axis] = new TensorShapeProto.Types.Dimension { DimParam = names[axis - 2] };
        }
    }
}
