using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>Random values for inputs.</summary>
internal static class Samples
{
    /// <summary>Draws values of an input for a batch.</summary>
    /// <param name="input">The input.</param>
    /// <param name="batch">The batch size.</param>
    /// <param name="other">Whether free axes have their second size.</param>
    /// <param name="scale">Factor of normal numbers; an input's own samples are taken as they are.</param>
    public static Tensor Draw(OnnxInput input, long batch, bool other, double scale)
    {
        var draw = other && input.Axes.Any(static axis => axis.IsFree) ? input.OtherSample : input.Sample;
        var shape = ShapeOf(input, batch, other);
        if (draw is null)
        {
            return input.Type is ScalarType.Float32 or ScalarType.Float64
                ? randn(shape, dtype: input.Type).Times(scale)
                : throw new OnnxExportException(
                    $"Exporting input '{input.Name}': it is {input.Type} and has no Sample for these sizes, which says what values are valid. "
                    + "Set Sample, and OtherSample where axes are free.");
        }

        var drawn = draw((int)batch);
        return drawn.dtype == input.Type && drawn.shape.SequenceEqual(shape)
            ? drawn
            : throw new OnnxExportException(
                $"Exporting input '{input.Name}': its Sample gave {drawn.dtype} [{string.Join(", ", drawn.shape)}], "
                + $"declared is {input.Type} [{string.Join(", ", shape)}] for a batch of {batch}. Correct one of them.");
    }

    /// <summary>Constants for an input; an input's own samples where it has these.</summary>
    public static Tensor Constant(OnnxInput input, long batch, bool other) =>
        input.Sample is null && input.Type is ScalarType.Float32 or ScalarType.Float64
            ? full(ShapeOf(input, batch, other), Held.Number(0.5), dtype: input.Type)
            : Draw(input, batch, other, 1);

    /// <summary>The sizes of an input for a batch.</summary>
    public static long[] ShapeOf(OnnxInput input, long batch, bool other) =>
        [.. input.Axes.Select(axis => axis.IsBatch ? batch : other ? axis.OtherSize : axis.Size)];
}
