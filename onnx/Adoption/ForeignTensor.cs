using global::Onnx;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Onnx.Adoption;

/// <summary>How a foreign graph declares one of its inputs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Shape">Its sizes, 0 for one that is free.</param>
internal sealed record ForeignTensor(string Name, DataType Type, IReadOnlyList<long> Shape)
{
    /// <summary>The batch that it is made for: 1 where that is free.</summary>
    public long Batch => Shape.Count > 0 ? Math.Max(1, Shape[0]) : 1;

    /// <summary>Whether the batch is fixed.</summary>
    public bool IsFixed => Shape.Count > 0 && Shape[0] > 0;

    /// <summary>Sizes of one example.</summary>
    public IReadOnlyList<long> Axes => [.. Shape.Skip(1)];

    /// <summary>Whether it holds real numbers.</summary>
    public bool IsReal => Type is DataType.Float or DataType.Float16 or DataType.Double;

    /// <summary>Whether it holds whole numbers of a class.</summary>
    public bool IsIndex => Type is DataType.Int64 or DataType.Int32;

    /// <summary>Reads a declaration; what is no tensor has no shape.</summary>
    public static ForeignTensor Of(ValueInfoProto value) => new(
        value.Name, (DataType)(value.Type?.TensorType?.ElemType ?? 0), [.. value.Type?.TensorType?.Shape?.Dim.Select(static size => size.DimValue) ?? []]);

    /// <inheritdoc/>
    public override string ToString() => $"'{Name}' {Type.ToString().ToLowerInvariant()} {Text(Shape)}";

    /// <summary>Sizes in brackets, a question mark for one that is free.</summary>
    public static string Text(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape.Select(static size => size == 0 ? "?" : $"{size}"))}]";
}
