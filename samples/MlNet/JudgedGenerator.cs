using Gans.Formats;
using Gans.Inference;
using Gans.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;

namespace MlNet;

/// <summary>A generator and a judge of what it makes, one after the other in a pipeline of ML.NET.</summary>
internal sealed class JudgedGenerator
{
    private readonly ModelInfo generatorFile;
    private readonly ModelInfo judgeFile;

    /// <summary>Reads what the files say of themselves.</summary>
    /// <exception cref="InvalidInputException">A file cannot be read, or the two do not fit together.</exception>
    internal JudgedGenerator(string generatorPath, string judgePath)
    {
        (generatorFile, judgeFile) = (ModelInfo.Read(generatorPath), ModelInfo.Read(judgePath));
        var (generator, judge) = (generatorFile.Card, judgeFile.Card);
        if (generator.Kind != ModelKind.Generator || generator.Classes == 0 || generator.Codes.Size > 0)
        {
            throw new InvalidInputException(
                $"Loading {generatorPath}: found no generator of classes alone, needed one. Export one of a conditional recipe, such as cgan-fashion.");
        }

        if (judge.Kind != ModelKind.Extractor || Signature(judge) != Signature(generator))
        {
            throw new InvalidInputException(
                $"Loading {judgePath}: found {Describe(judge)}, needed a judge of {Describe(generator)}, which {generatorPath} makes. "
                    + "Give one of the same data.");
        }

        (Height, Width, Channels) = (generator.ImageHeight!.Value, generator.ImageWidth!.Value, generator.ImageChannels!.Value);
    }

    internal int Height { get; }

    internal int Width { get; }

    internal int Channels { get; }

    internal int Classes => generatorFile.Card.Classes;

    internal string NameOf(long label) =>
        label < generatorFile.Card.ClassNames.Count ? generatorFile.Card.ClassNames[(int)label] : $"{label}";

    /// <summary>Makes images and judges them.</summary>
    /// <param name="labels">The class of each.</param>
    /// <param name="seed">Names the latents, which are those of <c>Generator.Sample</c> with the same seed.</param>
    internal IReadOnlyList<Verdict> Run(IReadOnlyList<long> labels, long seed)
    {
        OnnxSessions.Start();   // else ML.NET's first session would load ONNX Runtime with its telemetry and its log on

        var context = new MLContext();
        var card = generatorFile.Card;
        var size = card.LatentSize!.Value;
        var latents = new LatentSource(size, card.LatentDistribution!.Value, seed).Draw(labels.Count);
        var schema = SchemaDefinition.Create(typeof(Draft));
        schema["z"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        var drafts = context.Data.LoadFromEnumerable(
            labels.Select((label, i) => new Draft { Latent = latents[i].ToArray(), Label = [label] }).ToArray(), schema);

        // ML.NET runs a network once for each row, so the axis that the files leave open, N, is 1. It would guess so much by itself; said here, all other
        // axes are compared with those of the files when these are opened
        var shapes = new Dictionary<string, int[]>
        {
            ["z"] = [1, size],
            ["labels"] = [1],
            ["images"] = [1, Channels, Height, Width],
            ["pixels"] = [1, Height, Width, Channels],
            ["logits"] = [1, Classes],
        };
        var pipeline = Apply(generatorFile, ["z", "labels"], ["images", "pixels"]).Append(Apply(judgeFile, ["images"], ["logits"]));
        using var model = pipeline.Fit(drafts);   // nothing to learn: it only ties the steps together
        return [.. context.Data.CreateEnumerable<Verdict>(model.Transform(drafts), reuseRowObject: false)];

        OnnxScoringEstimator Apply(ModelInfo network, string[] inputs, string[] outputs) => context.Transforms.ApplyOnnxModel(
            new OnnxOptions { ModelFile = network.Name, InputColumns = inputs, OutputColumns = outputs, ShapeDictionary = shapes });
    }

    /// <summary>What both must have in common.</summary>
    private static (int? Height, int? Width, int? Channels, double? Min, double? Max, int Classes) Signature(ModelCard card) =>
        (card.ImageHeight, card.ImageWidth, card.ImageChannels, card.ValueMin, card.ValueMax, card.Classes);

    private static string Describe(ModelCard card) =>
        $"{card.Classes} classes of images of {card.ImageHeight} x {card.ImageWidth} x {card.ImageChannels} from {card.ValueMin} to {card.ValueMax}";
}
