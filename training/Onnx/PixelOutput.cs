using Gans.Torch;

namespace Gans.Training.Onnx;

/// <summary>
/// The second output of a network that makes images: <c>pixels</c>, UInt8 [N, H, W, C], ready to encode.
/// round((clip(images, min, max) - min) / (max - min) * 255), halves to the even number.
/// </summary>
internal static class PixelOutput
{
    /// <summary>Name of the images in the network's range.</summary>
    public const string Images = "images";

    /// <summary>Name of the images as bytes.</summary>
    public const string Pixels = "pixels";

    private const int White = 255;

    /// <summary>Adds the nodes from <c>images</c> to <c>pixels</c>.</summary>
    public static void Append(GraphBuilder graph, OnnxModelDescription description)
    {
        graph.ModulePath = Pixels;
        var value = Images;
        if (description.ValueMin != 0)
        {
            value = graph.Add("Sub", [value, graph.Scalar(description.ValueMin, DType.Float32)]);
        }

        value = graph.Add("Mul", [value, graph.Scalar(White / (description.ValueMax - description.ValueMin), DType.Float32)]);
        value = graph.Add("Clip", [value, graph.Scalar(0, DType.Float32), graph.Scalar(White, DType.Float32)]);
        value = graph.Cast(graph.Add("Round", [value]), DType.UInt8);
        value = graph.Add("Transpose", [value], OnnxAttribute.Ints("perm", [0, 2, 3, 1]));
        Dimension[] shape = [Dimension.Batch, description.ImageHeight, description.ImageWidth, description.ImageChannels];
        graph.Output(Pixels, value, DType.UInt8, shape, "The images as bytes, 0 to 255, rows of pixels with channels innermost: ready to encode.");
    }

    /// <summary>What the nodes compute of one value.</summary>
    public static double ToPixel(double value, OnnxModelDescription description) =>
        Math.Round(Math.Clamp((value - description.ValueMin) / (description.ValueMax - description.ValueMin) * White, 0, White), MidpointRounding.ToEven);
}
