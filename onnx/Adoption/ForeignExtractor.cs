using Gans.Formats;
using global::Onnx;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Onnx.Adoption;

/// <summary>A foreign network that looks at images, on its way to an extractor.</summary>
internal sealed class ForeignExtractor : ForeignModel
{
    private const string JoinMark = "before/";
    private const int BytesWhite = 255;
    private const float SumOfProbabilities = 1e-3f;   // how near to 1 the sum of softmax's results is

    private readonly ForeignFile? before;
    private readonly ExtractorAdoption options;
    private readonly ForeignTensor images;
    private readonly bool channelsLast;
    private readonly int channels, height, width;
    private readonly double black, white;
    private readonly string features;
    private readonly string? bridge;
    private readonly ForeignSession reference;
    private readonly ForeignSession? referenceBefore;
    private readonly IReadOnlyList<long> featureAxes, logitAxes;
    private readonly int classes;

    public ForeignExtractor(ForeignFile file, ForeignFile? before, ExtractorAdoption options)
        : base(file, options)
    {
        (this.before, this.options) = (before, options);
        images = Choose((before ?? file).Model.Graph, options.Images, "images", "images", static input => input.Shape.Count == 4 && !input.IsIndex);
        if (images.Shape.Count != 4)
        {
            throw Refuse($"the input {images}", "images of four axes, the batch first", "Name another (--images NAME)");
        }

        channelsLast = ChannelsLast(images.Axes);
        (channels, height, width) = Sizes();
        (black, white) = Range();
        bridge = before is null ? null : Choose(file.Model.Graph, null, "images", "images", static input => input.Shape.Count == 4).Name;
        features = options.Features ?? OnlyOutput();
        RequireValues();
        RequirePerChannel(options.Mean, "mean");
        RequirePerChannel(options.Deviation, "std");
        reference = OpenGiving(Wanted, bridge ?? images.Name);
        referenceBefore = before is null ? null : new ForeignSession(before.Model, before.Name);
        var found = Expected(Draw(1));
        (featureAxes, logitAxes) = (found[0].Axes, found[^1].Axes);
        RequireVector(featureAxes, features);
        classes = options.Logits is null ? 0 : RequireLogits(found[1]);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> OurNames { get; } = [ModelTensors.Images, ModelTensors.Features, ModelTensors.Logits];

    /// <inheritdoc/>
    protected override IReadOnlyList<ForeignTensor> Inputs => [images];

    /// <inheritdoc/>
    protected override string Digests => before is null ? File.Sha256 : $"{before.Sha256} {File.Sha256}";

    private string[] Wanted => options.Logits is { } logits ? [features, logits] : [features];

    /// <summary>Whether features are maps, of which the mean over positions is taken.</summary>
    private bool ArePooled => featureAxes.Count == 3 && featureAxes.Count(static size => size > 1) > 1;

    private int FeatureCount => (int)(ArePooled ? featureAxes[channelsLast ? 2 : 0] : featureAxes.Aggregate(1L, static (product, size) => product * size));

    /// <inheritdoc/>
    protected override ModelProto Prepare()
    {
        var model = File.Model.Clone();
        if (before is not null)
        {
            if (ForeignFile.OpsetOf(before.Model) != ForeignFile.OpsetOf(model))
            {
                throw Refuse($"opset {ForeignFile.OpsetOf(model)}, and another in {before.Name}", "the same in both", "Export one of them again");
            }

            Join(before.Model.Clone(), model.Graph, bridge!);
        }

        if (ArePooled)
        {
            Remarks.Add($"features are means over {string.Join(" x ", channelsLast ? featureAxes.Take(2) : featureAxes.Skip(1))} positions");
        }

        return model;
    }

    /// <inheritdoc/>
    protected override ModelCard Assemble(ModelProto model)
    {
        var graph = new ForeignGraph(model);
        var now = FreeOurNames(graph);
        var input = now(before is null ? images.Name : JoinMark + images.Name);
        var (maps, logits) = (now(features), options.Logits is { } name ? now(name) : null);
        graph.Graph.Input.Remove(graph.Graph.Input.Single(declared => declared.Name == input));
        graph.Graph.Output.Clear();
        graph.AddsBefore = true;
        graph.Rename(input, Normalised(graph));
        graph.Input(ModelTensors.Images, DataType.Float, [channels, height, width]);
        graph.AddsBefore = false;
        graph.Output(Vectors(graph, maps), ModelTensors.Features, DataType.Float, [FeatureCount]);
        if (logits is not null)
        {
            graph.Output(Flat(graph, Floats(graph, reference, options.Logits!, logits), logitAxes), ModelTensors.Logits, DataType.Float, [classes]);
        }

        graph.Finish();
        return Describe(ModelKind.Extractor, model) with
        {
            Classes = classes,
            ValueMin = black,
            ValueMax = white,
            ImageHeight = height,
            ImageWidth = width,
            ImageChannels = channels,
            Resize = options.Resize,
        };
    }

    /// <inheritdoc/>
    protected override (double Difference, string? Problem) Compare(ForeignSession adopted, int count)
    {
        var drawn = Draw(count);
        var expected = Expected(drawn);
        string[] outputs = options.Logits is null ? [ModelTensors.Features] : [ModelTensors.Features, ModelTensors.Logits];
        var found = adopted.Run(new Dictionary<string, Values> { [ModelTensors.Images] = drawn }, outputs);
        var differences = outputs.Select((output, i) => Difference(i == 0 ? Pooled(expected[0]) : expected[1].Reshape(count, classes), found[i])).ToList();
        var problems = outputs.Zip(differences, (output, difference) => ProblemOf(output, count, difference));
        return (differences.Max(), problems.FirstOrDefault(static problem => problem is not null));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        reference.Dispose();
        referenceBefore?.Dispose();
    }

    private (int Channels, int Height, int Width) Sizes()
    {
        var axes = channelsLast ? [images.Axes[2], images.Axes[0], images.Axes[1]] : images.Axes;
        var (high, wide) = (axes[1] > 0 ? axes[1] : options.Side ?? 0, axes[2] > 0 ? axes[2] : options.Side ?? 0);
        if (high == 0 || wide == 0)
        {
            throw Refuse($"the input {images}, whose images may have any size", "the one that it was trained on", "Say it (--size N)");
        }

        return axes[0] is 0 or 1 or 3 && high <= ushort.MaxValue && wide <= ushort.MaxValue
            ? ((int)(axes[0] == 0 ? 3 : axes[0]), (int)high, (int)wide)
            : throw Refuse($"the input {images}", "images of 1 or 3 channels", "Name another (--images NAME), or its layout (--layout nchw or nhwc)");
    }

    private (double Black, double White) Range()
    {
        var isBytes = images.Type == DataType.Uint8;
        if (isBytes && (options.Mean.Count > 0 || options.Deviation.Count > 0 || options is not ({ Black: null or 0, White: null or BytesWhite })))
        {
            throw Refuse($"the input {images} of bytes", "them as they are, 0 to 255", "Leave range, mean and deviation out");
        }

        var (low, high) = isBytes ? (0, BytesWhite) : (options.Black, options.White);
        return low < high ? (low.Value, high.Value) : throw Refuse(
            "no word on what black and white are in its images",
            "a rising range",
            "Say it (--input 0..255, 0..1 or -1..1; with --mean and --std, the range before these)");
    }

    private string OnlyOutput() => File.Model.Graph.Output is [var only] ? only.Name : throw Refuse(
        $"the outputs {Listed(File.Model.Graph.Output.Select(ForeignTensor.Of))}",
        "one of features",
        "Name it (--features NAME), and logits where it has them (--logits NAME)");

    private void RequireValues()
    {
        var graph = new ForeignGraph(File.Model);
        if (Wanted.FirstOrDefault(value => !graph.Has(value)) is { } missing)
        {
            throw Refuse(
                $"no value '{missing}' in its graph, whose outputs are {Listed(File.Model.Graph.Output.Select(ForeignTensor.Of))}",
                "one",
                "Name an output, or an inner value as a viewer of networks shows it");
        }
    }

    private void RequirePerChannel(IReadOnlyList<double> numbers, string option)
    {
        if (numbers.Count != 0 && numbers.Count != 1 && numbers.Count != channels)
        {
            throw Refuse($"{numbers.Count} numbers in --{option} for {channels} channels", "one, or one a channel", "Give them, separated by commas");
        }

        if (option == "std" && numbers.Any(static number => !(number > 0)))
        {
            throw Refuse("a deviation that is not above 0", "positive ones", "Correct --std");
        }
    }

    private void RequireVector(IReadOnlyList<long> axes, string value)
    {
        if (axes.Count is not (1 or 3) && axes.Count(static size => size > 1) > 1)
        {
            throw Refuse(
                $"'{value}' [N, {string.Join(", ", axes)}]",
                "[N, D] or [N, D, h, w]",
                "Name a value of one vector an image (--features NAME), such as the pooled output");
        }
    }

    private int RequireLogits(Values found)
    {
        if (found.Axes.Count(static size => size > 1) > 1)
        {
            throw Refuse($"'{options.Logits}' [N, {string.Join(", ", found.Axes)}]", "logits [N, K]", "Name another value (--logits NAME)");
        }

        if (found.Elements.All(static value => value >= 0) && Math.Abs(found.Elements.Sum() - 1) < SumOfProbabilities && found.Width > 1)
        {
            var maker = new ForeignGraph(File.Model).MakerOf(options.Logits!);
            var inner = maker is { OpType: "Softmax" } ? $" --logits {maker.Input[0]}" : " the value before its softmax (--logits NAME)";
            throw Refuse($"probabilities in '{options.Logits}'", "logits, which a softmax makes probabilities of", $"Give{inner}");
        }

        return found.Width;
    }

    /// <summary>Adds what stands between our images and the network's input.</summary>
    /// <returns>The value that the network takes.</returns>
    private string Normalised(ForeignGraph graph)
    {
        var value = ModelTensors.Images;
        if (options.Mean.Count > 0)
        {
            value = graph.Add("Sub", [value, PerChannel(options.Mean)]);
        }

        if (options.Deviation.Count > 0)
        {
            value = graph.Add("Div", [value, PerChannel(options.Deviation)]);
        }

        if (options.BlueFirst && channels == 3)
        {
            value = graph.Add("Gather", [value, graph.Store([2L, 1, 0], 3)], OnnxAttribute.Int("axis", 1));
        }

        if (channelsLast)
        {
            value = graph.Add("Transpose", [value], OnnxAttribute.Ints("perm", 0, 2, 3, 1));
        }

        if (images.Type == DataType.Uint8)
        {
            value = graph.Add("Round", [value]);
        }

        return images.Type == DataType.Float ? value : graph.Add("Cast", [value], OnnxAttribute.Int("to", (long)images.Type));

        string PerChannel(IReadOnlyList<double> numbers) => graph.Store([.. numbers.Select(static number => (float)number)], 1, numbers.Count, 1, 1);
    }

    private string Vectors(ForeignGraph graph, string maps)
    {
        var value = Floats(graph, reference, features, maps);
        if (ArePooled)
        {
            value = channelsLast ? graph.Add("Transpose", [value], OnnxAttribute.Ints("perm", 0, 3, 1, 2)) : value;
            value = graph.Add("GlobalAveragePool", [value]);
        }

        return Flat(graph, value, featureAxes);
    }

    private static string Flat(ForeignGraph graph, string value, IReadOnlyList<long> axes) => axes.Count == 1 ? value : graph.Add("Flatten", [value]);

    /// <summary>Images of noise in whole levels of bytes, [count, C, H, W] in the range.</summary>
    private Values Draw(int count)
    {
        var random = new Random(1);
        var drawn = new float[count * channels * height * width];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = (float)(black + (random.Next(BytesWhite + 1) * (white - black) / BytesWhite));
        }

        return new Values([count, channels, height, width], drawn);
    }

    /// <summary>What the foreign files make of images, which are brought to their form here by plain arithmetic.</summary>
    private IReadOnlyList<Values> Expected(Values drawn)
    {
        var plane = height * width;
        var native = new float[drawn.Elements.Length];
        for (var i = 0; i < native.Length; i++)
        {
            var (start, channel, place) = (i / (channels * plane) * channels * plane, i / plane % channels, i % plane);
            var source = options.BlueFirst && channels == 3 ? 2 - channel : channel;
            native[i] = (float)((drawn.Elements[start + (source * plane) + place] - Of(options.Mean, source, 0)) / Of(options.Deviation, source, 1));
        }

        var planes = new Values(drawn.Shape, native);
        var value = channelsLast ? planes.Exchange(channels, plane).Reshape(drawn.Count, height, width, channels) : planes;
        var batch = images.Batch;
        if (referenceBefore is not null)
        {
            value = RunInBatches(referenceBefore, new Dictionary<string, Values> { [images.Name] = value }, batch, [before!.Model.Graph.Output[0].Name])[0];
        }

        return RunInBatches(reference, new Dictionary<string, Values> { [bridge ?? images.Name] = value }, batch, Wanted);

        static double Of(IReadOnlyList<double> numbers, int channel, double standard) => numbers.Count switch
        {
            0 => standard,
            1 => numbers[0],
            _ => numbers[channel],
        };
    }

    /// <summary>[N, D] of maps [N, D, h, w] or [N, h, w, D].</summary>
    private Values Pooled(Values maps)
    {
        if (!ArePooled)
        {
            return maps.Reshape(maps.Count, FeatureCount);
        }

        var positions = maps.Width / FeatureCount;
        var planes = channelsLast ? maps.Exchange(positions, FeatureCount) : maps;
        var means = planes.Elements.Chunk(positions).Select(static plane => (float)plane.Average(static value => (double)value));
        return new Values([maps.Count, FeatureCount], [.. means]);
    }

    /// <summary>Puts a graph before another one, whose input becomes the first one's output.</summary>
    private static void Join(ModelProto first, GraphProto second, string bridge)
    {
        var graph = new ForeignGraph(first);
        foreach (var name in first.Graph.Node.SelectMany(static node => node.Output).Concat(first.Graph.Input.Select(static input => input.Name))
            .Concat(first.Graph.Initializer.Select(static tensor => tensor.Name)).Distinct().ToList())
        {
            graph.Rename(name, JoinMark + name);
        }

        graph.Rename(first.Graph.Output[0].Name, bridge);
        foreach (var (index, node) in first.Graph.Node.Index())
        {
            node.Name = JoinMark + (node.Name.Length == 0 ? node.OpType : node.Name);
            second.Node.Insert(index, node);
        }

        second.Initializer.AddRange(first.Graph.Initializer);
        second.Input.Remove(second.Input.Single(input => input.Name == bridge));
        second.Input.AddRange(first.Graph.Input);
    }
}
