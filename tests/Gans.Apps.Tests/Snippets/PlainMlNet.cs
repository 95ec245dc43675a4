using Gans.Inference;
using Gans.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;

namespace Gans.Apps.Tests.Snippets;

/// <summary>A pipeline of ML.NET.</summary>
internal static class PlainMlNet
{
    internal static Drawn[] Draw(ModelInfo model, int count)
    {
        OnnxSessions.Start();                                                       // before ML.NET's first session: quiet
        var context = new MLContext();
        var size = model.Card.LatentSize!.Value;
        var schema = SchemaDefinition.Create(typeof(Draft));
        schema["z"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        var latents = new LatentSource(size, model.Card.LatentDistribution!.Value, seed: 42).Draw(count);
        var drafts = context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Draft { Z = latents[i].ToArray() }), schema);

        var shapes = new Dictionary<string, int[]>
        {
            ["z"] = [1, size],                                                      // N is 1: ML.NET runs row by row
            ["pixels"] = [1, model.Card.ImageHeight!.Value, model.Card.ImageWidth!.Value, model.Card.ImageChannels!.Value],
        };
        var options = new OnnxOptions { ModelFile = model.Name, InputColumns = ["z"], OutputColumns = ["pixels"], ShapeDictionary = shapes };
        using var pipeline = context.Transforms.ApplyOnnxModel(options).Fit(drafts);
        var drawn = context.Data.CreateEnumerable<Drawn>(pipeline.Transform(drafts), reuseRowObject: false).ToArray();
        return drawn;
    }

    internal sealed class Draft
    {
        [ColumnName("z")]
        public float[] Z { get; set; } = [];
    }

    internal sealed class Drawn
    {
        [ColumnName("pixels")]
        public byte[] Pixels { get; set; } = [];                                    // [height, width, channels]
    }
}
