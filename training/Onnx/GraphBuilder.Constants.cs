using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gans.Torch;
using global::Onnx;
using Google.Protobuf;

namespace Gans.Training.Onnx;

/// <content>Stored tensors, each once, and sizes that follow the batch.</content>
internal sealed partial class GraphBuilder
{
    private readonly Dictionary<string, string> stored = new(StringComparer.Ordinal);
    private string? batchSize;

    /// <summary>A number as a tensor without axes, named after itself: <c>float32/0.5</c>.</summary>
    public string Scalar(double value, DType type)
    {
        var text = value.ToString(type.IsFloatingPoint() ? "R" : "F0", CultureInfo.InvariantCulture);
        return StoreOnce($"{type.ToString().ToLowerInvariant()}/{text}", type, [], () => Bytes(value, type));
    }

    /// <summary>Integers as an Int64 tensor of one axis, named after themselves: <c>int64/[2,3]</c>.</summary>
    public string Integers(params ReadOnlySpan<long> values)
    {
        var copy = values.ToArray();
        return StoreOnce($"int64/[{string.Join(',', copy)}]", DType.Int64, [copy.Length], () => MemoryMarshal.AsBytes(copy.AsSpan()).ToArray());
    }

    /// <summary>Real numbers as a Float32 tensor of one axis, named after themselves: <c>float32/[1,1,2,2]</c>.</summary>
    public string Reals(params ReadOnlySpan<float> values)
    {
        var copy = values.ToArray();
        var text = string.Join(',', copy.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        return StoreOnce($"float32/[{text}]", DType.Float32, [copy.Length], () => MemoryMarshal.AsBytes(copy.AsSpan()).ToArray());
    }

    /// <summary>One number many times.</summary>
    public string Filled(double value, DType type, ReadOnlySpan<long> shape)
    {
        var sizes = shape.ToArray();
        var count = sizes.Aggregate(1L, (product, size) => checked(product * size));
        var text = string.Create(CultureInfo.InvariantCulture, $"{value:R}[{string.Join(',', sizes)}]");
        return StoreOnce($"{type.ToString().ToLowerInvariant()}/{text}", type, sizes, () => Repeat(Bytes(value, type), count));
    }

    /// <summary>Sizes as an Int64 tensor of one axis: stored where they are fixed, else computed from an input's shape.</summary>
    public string Sizes(params ReadOnlySpan<Dimension> sizes)
    {
        var parts = new List<string>();
        var run = new List<long>();
        foreach (var size in sizes)
        {
            if (size.IsConstant)
            {
                run.Add(size.Constant);
                continue;
            }

            Flush(run, parts);
            parts.Add(Size(size));
        }

        Flush(run, parts);
        return parts switch
        {
            [] => Integers(),
            [var whole] => whole,
            _ => Add("Concat", [.. parts], OnnxAttribute.Int("axis", 0)),
        };
    }

    /// <summary>A size as a number of an element type, without axes.</summary>
    public string Number(Dimension size, DType type)
    {
        if (size.IsConstant)
        {
            return Scalar(size.Constant, type);
        }

        var number = Add("Squeeze", [Size(size)]);
        return type == DType.Int64 ? number : Cast(number, type);
    }

    /// <summary>A matrix with its axes exchanged, ahead of time where it is constant.</summary>
    public string Transposed(GraphValue matrix)
    {
        if (pass.ContentsOf(matrix) is not { } contents)
        {
            return Add("Transpose", [this[matrix]]);
        }

        using var scope = new TensorScope();
        return StoreContents($"{matrix.Name ?? ModulePath}_transposed", contents.Transpose(0, 1));
    }

    private void Flush(List<long> run, List<string> parts)
    {
        if (run.Count > 0)
        {
            parts.Add(Integers([.. run]));
            run.Clear();
        }
    }

    private static byte[] Repeat(byte[] element, long count)
    {
        var bytes = new byte[checked(element.Length * count)];
        for (var offset = 0; offset < bytes.Length; offset += element.Length)
        {
            element.CopyTo(bytes, offset);
        }

        return bytes;
    }

    private static byte[] Bytes(double value, DType type)
    {
        using var scope = new TensorScope();
        return Tensor.Full([], value, type).ToArray<byte>();
    }

    /// <summary>[1] of Int64.</summary>
    private string Size(Dimension size)
    {
        var result = batchSize ??= ReadBatchSize();
        result = size.PerBatch == 1 ? result : Add("Mul", [result, Integers(size.PerBatch)]);
        return size.Constant == 0 ? result : Add("Add", [result, Integers(size.Constant)]);
    }

    private string ReadBatchSize()
    {
        var input = pass.Inputs.FirstOrDefault(candidate => candidate.Rank > 0 && candidate.Shape[0] == Dimension.Batch)
            ?? throw new OnnxExportException("Exporting: a size follows the batch, but no input has the batch as its outermost axis. Give one that has.");
        var around = ModulePath;
        ModulePath = "batch";
        var result = Add("Shape", [this[input]], OnnxAttribute.Int("start", 0, standard: 0), OnnxAttribute.Int("end", 1));
        ModulePath = around;
        return result;
    }

    private string Store(GraphValue recorded)
    {
        var contents = pass.ContentsOf(recorded) ?? throw new OnnxExportException(
            $"Exporting{RecordedPass.In(ModulePath)}: a {recorded.Type} {recorded.ShapeText} was filled by .NET code, "
            + "so its values are not known for every batch size. Make it with tensor operators from the inputs, or with a fixed shape.");
        var producer = pass.ProducerOf(recorded);
        return recorded.Name is null
            ? StoreContents($"{producer?.ModulePath ?? ModulePath}/{producer?.Operator["aten::".Length..] ?? "constant"}".TrimStart('/'), contents)
            : AddInitializer(Claim(recorded.Name), contents.Type, contents.Shape.Sizes, contents.ToArray<byte>());
    }

    /// <summary>What equals a tensor that has been stored without a name of its own is that tensor.</summary>
    private string StoreContents(string name, Tensor contents)
    {
        var bytes = contents.ToArray<byte>();
        var digest = $"{contents.Type} {contents.Shape} {Convert.ToHexString(SHA256.HashData(bytes))}";
        return StoreOnce(digest, name, contents.Type, contents.Shape.Sizes, () => bytes);
    }

    private string StoreOnce(string name, DType type, ReadOnlySpan<long> shape, Func<byte[]> bytes) => StoreOnce(name, name, type, shape, bytes);

    private string StoreOnce(string key, string name, DType type, ReadOnlySpan<long> shape, Func<byte[]> bytes)
    {
        if (!stored.TryGetValue(key, out var known))
        {
            known = stored[key] = AddInitializer(Claim(name), type, shape, bytes());
        }

        return known;
    }

    private string AddInitializer(string name, DType type, ReadOnlySpan<long> shape, byte[] bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = type.ToOnnx(), RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.AddRange(shape.ToArray());
        graph.Initializer.Add(tensor);
        return name;
    }
}
