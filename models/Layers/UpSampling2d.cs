using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Enlarges without parameters: [N, C, H, W] to [N, C, H * rows, W * columns]. A convolution should follow.</summary>
public sealed class UpSampling2d : Layer, IOnnxModule
{
    private readonly long rows;
    private readonly long columns;
    private readonly UpSampling interpolation;

    /// <summary>Creates the layer with one factor for both axes.</summary>
    /// <param name="factor">How many times larger.</param>
    /// <param name="interpolation">How values between pixels are made up.</param>
    public UpSampling2d(long factor = 2, UpSampling interpolation = UpSampling.Nearest)
        : this(factor, factor, interpolation)
    {
    }

    /// <summary>Creates the layer.</summary>
    /// <param name="rows">How many times higher.</param>
    /// <param name="columns">How many times wider.</param>
    /// <param name="interpolation">How values between pixels are made up.</param>
    public UpSampling2d(long rows, long columns, UpSampling interpolation = UpSampling.Nearest)
        : base(nameof(UpSampling2d))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        (this.rows, this.columns, this.interpolation) = (rows, columns, interpolation);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options =>
        new Dictionary<string, object> { ["rows"] = rows, ["columns"] = columns, ["interpolation"] = interpolation };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var (height, width) = (input.shape[2], input.shape[3]);
        return interpolation switch
        {
            UpSampling.Nearest => nn.functional.interpolate(input, [height * rows, width * columns], mode: InterpolationMode.Nearest),
            UpSampling.BilinearHalfPixel => nn.functional.interpolate(
                input, [height * rows, width * columns], mode: InterpolationMode.Bilinear, align_corners: false),
            UpSampling.BilinearAsymmetric => Asymmetric(input, height, width),
            _ => throw new InvalidOperationException($"{interpolation} is not an interpolation."),
        };
    }

    /// <summary>The mixing matrix of one axis, [size * factor, size]: row i holds the weights of the two pixels around i / factor.</summary>
    private static Tensor Mixing(long size, long factor, Device device)
    {
        var weights = new float[size * factor * size];
        for (var i = 0L; i < size * factor; i++)
        {
            var (low, share) = (i / factor, (float)(i % factor) / factor);
            weights[(i * size) + low] += 1 - share;
            weights[(i * size) + Math.Min(low + 1, size - 1)] += share;
        }

        return tensor(weights, [size * factor, size], device: device);
    }

    private Tensor Asymmetric(Tensor x, long height, long width)
    {
        using var scope = NewDisposeScope();
        var wide = nn.functional.linear(x, Mixing(width, columns, x.device));                       // [N, C, H, W * columns]
        return matmul(Mixing(height, rows, x.device), wide).MoveToOuterDisposeScope();              // [N, C, H * rows, W * columns]
    }

    /// <summary>ONNX' Resize, version 18.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        var scales = call.Constant(tensor(new float[] { 1, 1, rows, columns }), "scales");
        return interpolation switch
        {
            UpSampling.Nearest => call.Add(
                "Resize",
                [call.Input, null, scales],
                OnnxAttribute.Text("mode", "nearest"),
                OnnxAttribute.Text("coordinate_transformation_mode", "asymmetric"),
                OnnxAttribute.Text("nearest_mode", "floor")),
            UpSampling.BilinearHalfPixel => Linear("half_pixel"),
            UpSampling.BilinearAsymmetric => Linear("asymmetric"),
            _ => throw new InvalidOperationException($"{interpolation} is not an interpolation."),
        };

        OnnxValue Linear(string coordinates) => call.Add(
            "Resize",
            [call.Input, null, scales],
            OnnxAttribute.Text("mode", "linear"),
            OnnxAttribute.Text("coordinate_transformation_mode", coordinates));
    }
}
