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
    private readonly ModelInfo generator;
    private readonly ModelInfo judge;

    /// <summary>Reads what the files say of themselves.</summary>
    /// <exception cref="InvalidInputException">A file cannot be read, or the two do not fit together.</exception>
    internal JudgedGenerator(string generatorPath, string judgePath)
    {
        (generator, judge) = (ModelInfo.Read(generatorPath), ModelInfo.Read(judgePath));
        if (generator.Kind != ModelKind.Generator || generator.Classes == 0 || generator.CodeCategories + generator.ContinuousCodes > 0)
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

    internal int Classes => generator.Classes;

    internal string NameOf(long label) => label < generator.ClassNames.Count ? generator.ClassNames[(int)label] : $"{label}";

    /// <summary>Makes images and judges them.</summary>
    /// <param name="labels">The class of each.</param>
    /// <param name="seed">Names the latents, which are those of <c>Generator.Sample</c> with the same seed.</param>
    internal IReadOnlyList<Verdict> Run(IReadOnlyList<long> labels, long seed)
    {
        OnnxSessions.Start();   // else ML.NET's first session would load ONNX Runtime with its telemetry and its log on

        var context = new MLContext();
        var size = generator.LatentSize!.Value;
        var latents = new LatentSource(size, generator.LatentDistribution!.Value, seed).Draw(labels.Count);
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
        var pipeline = Apply(generator, ["z", "labels"], ["images", "pixels"]).Append(Apply(judge, ["images"], ["logits"]));
        using var model = pipeline.Fit(drafts);   // nothing to learn: it only ties the steps together
        return [.. context.Data.CreateEnumerable<Verdict>(model.Transform(drafts), reuseRowObject: false)];

        OnnxScoringEstimator Apply(ModelInfo network, string[] inputs, string[] outputs) => context.Transforms.ApplyOnnxModel(
            new OnnxOptions { ModelFile = network.Name, InputColumns = inputs, OutputColumns = outputs, ShapeDictionary = shapes });
    }

    /// <summary>What both must have in common.</summary>
    private static (int? Height, int? Width, int? Channels, float? Min, float? Max, int Classes) Signature(ModelInfo info) =>
        (info.ImageHeight, info.ImageWidth, info.ImageChannels, info.ValueMin, info.ValueMax, info.Classes);

    private static string Describe(ModelInfo info) =>
        $"{info.Classes} classes of images of {info.ImageHeight} x {info.ImageWidth} x {info.ImageChannels} from {info.ValueMin} to {info.ValueMax}";
}
