
namespace Gans.Onnx.Converters;

/// <summary>What moves values about.</summary>
internal static class Shaping
{
    private const long CopyInput = 0;
    private const long Infer = -1;

    /// <summary>Reshape, version 14. A size that follows the batch is copied from the input or inferred, so that the target is stored.</summary>
    public static OnnxValue Reshape(OnnxCall call, OnnxValue input, IReadOnlyList<Dimension> shape)
    {
        if (input.Shape.SequenceEqual(shape))
        {
            return input;
        }

        var target = new long[shape.Count];
        for (var axis = 0; axis < target.Length; axis++)
        {
            if (shape[axis].IsConstant)
            {
                target[axis] = shape[axis].Constant;
            }
            else if (axis < input.Rank && input.Shape[axis] == shape[axis])
            {
                target[axis] = CopyInput;
            }
            else if (!target.Contains(Infer) && Dimension.Product(input.Shape) is not null)
            {
                target[axis] = Infer;
            }
            else
            {
                return call.Add("Reshape", [input, call.Sizes([.. shape])]);
            }
        }

        return call.Add("Reshape", [input, call.Integers(target)]);
    }

    public static OnnxValue Flatten(OnnxCall call, long start, long end)
    {
        var input = call.Input;
        var (first, last) = (Axis(input, start), Axis(input, end));
        var joined = Dimension.Product(input.Shape.Skip(first).Take(last - first + 1))
            ?? throw call.Fail("the batch stands on two axes", "Flatten fewer axes.");
        return Reshape(call, input, [.. input.Shape.Take(first), joined, .. input.Shape.Skip(last + 1)]);
    }

    public static OnnxValue Unflatten(OnnxCall call, long axis, IReadOnlyList<long> sizes)
    {
        var input = call.Input;
        var at = Axis(input, axis);
        var fixedPart = sizes.Where(static size => size != Infer).Aggregate(1L, static (product, size) => product * size);
        var shape = sizes.Select(size => size != Infer
            ? (Dimension)size
            : input.Shape[at].DividedBy(fixedPart) ?? throw call.Fail($"{input.Shape[at]} is no multiple of {fixedPart}", "Correct the sizes."));
        return Reshape(call, input, [.. input.Shape.Take(at), .. shape, .. input.Shape.Skip(at + 1)]);
    }

    /// <summary>[N, C, H r, W r] to [N, C r r, H, W], the channels outermost as libtorch has them: SpaceToDepth has them innermost.</summary>
    public static OnnxValue PixelUnshuffle(OnnxCall call, long factor)
    {
        var (n, c, h, w) = (call.Input.Shape[0], call.Input.Shape[1], call.Input.Shape[2].Constant / factor, call.Input.Shape[3].Constant / factor);
        var blocks = Reshape(call, call.Input, [n, c, h, factor, w, factor]);
        var turned = call.Add("Transpose", [blocks], OnnxAttribute.Ints("perm", 0, 1, 3, 5, 2, 4));
        return Reshape(call, turned, [n, c.Times(factor * factor), h, w]);
    }

    public static OnnxValue ChannelShuffle(OnnxCall call, long groups)
    {
        var input = call.Input;
        long[] order = [0, 2, 1, .. Enumerable.Range(3, input.Rank - 2).Select(static axis => (long)axis)];
        var grouped = Reshape(call, input, [input.Shape[0], groups, input.Shape[1].Constant / groups, .. input.Shape.Skip(2)]);
        return Reshape(call, call.Add("Transpose", [grouped], OnnxAttribute.Ints("perm", order)), input.Shape);
    }

    public static int Axis(OnnxValue value, long axis) => (int)(axis < 0 ? axis + value.Rank : axis);
}
