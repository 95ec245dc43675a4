using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>Writes a network as an ONNX file that describes itself; one that makes images gives them as bytes too.</summary>
internal static class ModelFile
{
    /// <summary>Name of the images in the network's range, among inputs and outputs.</summary>
    internal const string Images = "images";

    /// <summary>Name of the images as bytes: UInt8 [N, H, W, C], ready to encode.</summary>
    internal const string Pixels = "pixels";

    private const int White = 255;

    /// <summary>Writes a file.</summary>
    /// <param name="network">Whose modules are recorded.</param>
    /// <param name="description">What the file says of itself.</param>
    /// <param name="path">The file; an older one is replaced at the end.</param>
    /// <param name="inputs">The file's inputs.</param>
    /// <param name="pass">The pass in inference mode.</param>
    /// <exception cref="OnnxExportException">The description and the network do not fit, or the file would not compute the same.</exception>
    internal static OnnxExportReport Write(Module network, OnnxModelDescription description, string path, IReadOnlyList<OnnxInput> inputs, OnnxPass pass)
    {
        description.Validate();
        description = description with { Parameters = description.Parameters ?? network.ParameterCount() };
        var options = new OnnxExportOptions
        {
            Strict = true,
            Name = description.Recipe,
            Description = $"{description.Recipe}, a {description.KindName}.",
            Metadata = [.. description.ToMetadata()],
            ProducerVersion = OnnxModelDescription.ToolVersion,
            OutputDescriptions = new Dictionary<string, string>
            {
                [Images] = FormattableString.Invariant($"Images, channels outermost, from {description.ValueMin} (black) to {description.ValueMax} (white)."),
                [Pixels] = "The images as bytes, 0 to 255, rows of pixels with channels innermost: ready to encode.",
                [OnnxModelDescription.Vectors] = "Vectors as the network gives them.",
            },
        };
        return OnnxExport.Write(network, path, options, inputs, values =>
        {
            var outputs = pass(values);
            if (!description.MakesSamples)
            {
                return outputs;
            }

            var samples = outputs.FirstOrDefault(output => output.Name == description.SamplesName).Value ?? throw new OnnxExportException(
                $"Exporting {description.Recipe}: found no output '{description.SamplesName}' of the pass, and a {description.KindName} needs one. "
                + "Name the samples so.");
            Check(samples, description);
            return description.MakesImages ? [.. outputs, (Pixels, ToPixels(samples, description))] : outputs;
        });
    }

    /// <summary>round((clip(images, min, max) - min) / (max - min) * 255), halves to the even number; channels innermost.</summary>
    private static Tensor ToPixels(Tensor images, OnnxModelDescription description)
    {
        var fromBlack = description.ValueMin == 0 ? images : Ops.Subtract(images, description.ValueMin);
        var scaled = Ops.Clamp(Ops.Multiply(fromBlack, White / (description.ValueMax - description.ValueMin)), 0, White);
        return Ops.Permute(Ops.Cast(Ops.Round(scaled), ScalarType.Byte), 0, 2, 3, 1);
    }

    private static void Check(Tensor samples, OnnxModelDescription description)
    {
        long[] needed = description.VectorSize is { } size
            ? [samples.shape[0], size]
            : [samples.shape[0], description.ImageChannels, description.ImageHeight, description.ImageWidth];
        if (samples.dtype != ScalarType.Float32 || !samples.shape.SequenceEqual(needed))
        {
            throw new OnnxExportException(
                $"Exporting {description.Recipe}: its {description.SamplesName} are {samples.dtype} [{string.Join(", ", samples.shape)}], "
                + $"but Float32 [{string.Join(", ", needed)}] was "
                + "announced. Correct the description or the network.");
        }
    }
}
