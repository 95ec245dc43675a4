using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>Writes a network as an ONNX file that describes itself; one that makes images gives them as bytes too.</summary>
internal static class ModelFile
{
    private const int White = 255;

    /// <summary>Writes a file.</summary>
    /// <param name="network">Whose modules are recorded.</param>
    /// <param name="card">What the file says of itself.</param>
    /// <param name="path">The file; an older one is replaced at the end.</param>
    /// <param name="inputs">The file's inputs.</param>
    /// <param name="pass">The pass in inference mode.</param>
    /// <exception cref="OnnxExportException">The card and the network do not fit, or the file would not compute the same.</exception>
    internal static OnnxExportReport Write(Module network, ModelCard card, string path, IReadOnlyList<OnnxInput> inputs, OnnxPass pass)
    {
        RequireWhole(card);
        card = card with { Parameters = card.Parameters ?? network.ParameterCount(), ToolVersion = GansVersion.Current };
        var options = new OnnxExportOptions
        {
            Strict = true,
            Name = card.Recipe!,
            Description = $"{card.Recipe}, a {card.Kind.ToWord()}.",
            Metadata = [.. card.Write()],
            ProducerVersion = GansVersion.Current,
            OutputDescriptions = new Dictionary<string, string>
            {
                [ModelTensors.Images] = FormattableString.Invariant($"Images, channels outermost, from {card.ValueMin} (black) to {card.ValueMax} (white)."),
                [ModelTensors.Pixels] = "The images as bytes, 0 to 255, rows of pixels with channels innermost: ready to encode.",
                [ModelTensors.Vectors] = "Vectors as the network gives them.",
                [ModelTensors.Styles] = "Styles, one for each layer.",
            },
        };
        return OnnxExport.Write(network, path, options, inputs, values =>
        {
            var outputs = pass(values);
            if (!card.MakesSamples)
            {
                return outputs;
            }

            var samples = outputs.FirstOrDefault(output => output.Name == card.SamplesName).Value ?? throw new OnnxExportException(
                $"Exporting {card.Recipe}: found no output '{card.SamplesName}' of the pass, and a {card.Kind.ToWord()} needs one. Name the samples so.");
            Check(samples, card);
            return card.VectorSize is null ? [.. outputs, (ModelTensors.Pixels, ToPixels(samples, card.ValueMin!.Value, card.ValueMax!.Value))] : outputs;
        });
    }

    /// <summary>round((clip(images, min, max) - min) / (max - min) * 255), halves to the even number; channels innermost.</summary>
    private static Tensor ToPixels(Tensor images, double min, double max)
    {
        var fromBlack = min == 0 ? images : Ops.Subtract(images, min);
        var scaled = Ops.Clamp(Ops.Multiply(fromBlack, White / (max - min)), 0, White);
        return Ops.Permute(Ops.Cast(Ops.Round(scaled), ScalarType.Byte), 0, 2, 3, 1);
    }

    private static void Check(Tensor samples, ModelCard card)
    {
        long[] needed = card.VectorSize is { } size
            ? [samples.shape[0], size]
            : [samples.shape[0], card.ImageChannels!.Value, card.ImageHeight!.Value, card.ImageWidth!.Value];
        if (samples.dtype != ScalarType.Float32 || !samples.shape.SequenceEqual(needed))
        {
            throw new OnnxExportException(
                $"Exporting {card.Recipe}: its {card.SamplesName} are {samples.dtype} [{string.Join(", ", samples.shape)}], "
                + $"but Float32 [{string.Join(", ", needed)}] was announced. Correct the card or the network.");
        }
    }

    /// <summary>Refuses a card that a reader could not use.</summary>
    private static void RequireWhole(ModelCard card)
    {
        if (string.IsNullOrEmpty(card.Recipe))
        {
            throw new OnnxExportException($"Exporting a {card.Kind.ToWord()}: found no recipe, needed the model's name. Give it.");
        }

        if (card.ClassNames.Count > 0 && card.Classes != card.ClassNames.Count)
        {
            throw new OnnxExportException(
                $"Exporting {card.Recipe}: {card.ClassNames.Count} names of {card.Classes} classes; each class needs one. Name all of them or none.");
        }

        if (card.VectorSize is null)
        {
            RequireImages(card);
        }
        else if (card.VectorSize <= 0)
        {
            throw new OnnxExportException($"Exporting {card.Recipe}: vectors of {card.VectorSize} numbers; they need one or more. Correct the card.");
        }
    }

    private static void RequireImages(ModelCard card)
    {
        if (!(card.ValueMin < card.ValueMax))
        {
            throw new OnnxExportException(
                FormattableString.Invariant($"Exporting {card.Recipe}: the value range is {card.ValueMin} to {card.ValueMax}; the second must be greater. ")
                + "Give the range of the network's last activation, such as -1 to 1.");
        }

        if (!(card.ImageHeight > 0 && card.ImageWidth > 0 && card.ImageChannels is (1 or 3)))
        {
            throw new OnnxExportException(
                $"Exporting {card.Recipe}: images of {card.ImageHeight}x{card.ImageWidth} with {card.ImageChannels} channels; "
                + "sizes must be positive and channels 1 or 3.");
        }
    }
}
