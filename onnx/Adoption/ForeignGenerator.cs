using Gans.Formats;
using global::Onnx;
using DataType = global::Onnx.TensorProto.Types.DataType;

namespace Gans.Onnx.Adoption;

/// <summary>A foreign network that makes images, on its way to a generator.</summary>
internal sealed class ForeignGenerator : ForeignModel
{
    private const int White = 255;
    private const double MostBeyond = 4;   // ranges between the least and the greatest value that are still taken for a network without a last activation

    private readonly GeneratorAdoption options;
    private readonly ForeignTensor latents;
    private readonly ForeignTensor? labels;
    private readonly string images;
    private readonly bool channelsLast;
    private readonly int latentSize, classes, channels, height, width;
    private readonly double black, white;
    private readonly ForeignSession reference;

    public ForeignGenerator(ForeignFile file, GeneratorAdoption options)
        : base(file, options)
    {
        this.options = options;
        var graph = file.Model.Graph;
        labels = options.Labels is { } name ? Choose(graph, name, "labels", "labels", static _ => true) : null;
        latents = Choose(graph, options.Latents, "z", "latents", input => input.IsReal && input.Shape.Count >= 2 && input.Name != labels?.Name);
        latentSize = RequireLatents();
        classes = labels is null ? 0 : RequireClasses(labels);
        images = options.Images ?? OnlyOutput(graph);
        if (!new ForeignGraph(file.Model).Has(images))
        {
            throw Refuse($"no value '{images}' in its graph", "one", "Name an output (--images NAME)");
        }

        reference = OpenGiving([images], [.. Inputs.Select(static input => input.Name)]);
        var found = Expected(Draw(1));
        (channelsLast, channels, height, width) = RequireImages(found);
        (black, white) = Range(found);
        Remarks.Add($"latents drawn as {options.LatentDistribution.ToWord()}");
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> OurNames { get; } = [ModelTensors.Latents, ModelTensors.Labels, ModelTensors.Images, ModelTensors.Pixels];

    /// <inheritdoc/>
    protected override IReadOnlyList<ForeignTensor> Inputs => labels is null ? [latents] : [latents, labels];

    /// <inheritdoc/>
    protected override ModelProto Prepare() => File.Model.Clone();

    /// <inheritdoc/>
    protected override ModelCard Assemble(ModelProto model)
    {
        var graph = new ForeignGraph(model);
        var now = FreeOurNames(graph);
        var made = now(images);
        foreach (var input in Inputs.Select(input => now(input.Name)))
        {
            graph.Graph.Input.Remove(graph.Graph.Input.Single(declared => declared.Name == input));
        }

        graph.Graph.Output.Clear();
        graph.AddsBefore = true;
        graph.Rename(now(latents.Name), NativeLatents(graph));
        graph.Input(ModelTensors.Latents, DataType.Float, [latentSize]);
        if (labels is not null)
        {
            graph.Rename(now(labels.Name), NativeLabels(graph, labels));
            graph.Input(ModelTensors.Labels, DataType.Int64, []);
        }

        graph.AddsBefore = false;
        var planes = Planes(graph, made);
        var pixels = Pixels(graph, planes);
        graph.Output(planes, ModelTensors.Images, DataType.Float, [channels, height, width]);
        graph.Output(pixels, ModelTensors.Pixels, DataType.Uint8, [height, width, channels]);
        graph.Finish();
        return Describe(ModelKind.Generator, model) with
        {
            LatentSize = latentSize,
            LatentDistribution = options.LatentDistribution,
            Classes = classes,
            ValueMin = black,
            ValueMax = white,
            ImageHeight = height,
            ImageWidth = width,
            ImageChannels = channels,
        };
    }

    /// <inheritdoc/>
    protected override (double Difference, string? Problem) Compare(ForeignSession adopted, int count)
    {
        var drawn = Draw(count);
        var raw = Expected(drawn);
        var expected = (channelsLast ? raw.Exchange(height * width, channels) : raw).Reshape(count, channels, height, width);
        var found = adopted.Run(
            labels is null
                ? new Dictionary<string, Values> { [ModelTensors.Latents] = drawn.Latents }
                : new Dictionary<string, Values> { [ModelTensors.Latents] = drawn.Latents, [ModelTensors.Labels] = drawn.Labels },
            [ModelTensors.Images, ModelTensors.Pixels]);
        var difference = Difference(expected, found[0]);
        var bytes = expected.Exchange(channels, height * width).Elements.Select(value => Math.Clamp((value - black) / (white - black) * White, 0, White));
        var steps = bytes.Zip(found[1].Elements, static (left, right) => Math.Abs(left - right)).Max();
        return (difference, ProblemOf(ModelTensors.Images, count, difference)
            ?? (steps <= 1 ? null : FormattableString.Invariant($"pixels of {count} differ by {steps:F0} levels of 255")));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => reference.Dispose();

    private int RequireLatents()
    {
        var size = latents.Axes.Aggregate(1L, static (product, axis) => product * axis);
        return latents.IsReal && latents.Shape.Count >= 2 && size is > 0 and <= ushort.MaxValue
            ? (int)size
            : throw Refuse($"the latents {latents}", "real numbers [N, L] whose L is fixed", "Name another input (--z NAME), or export it again");
    }

    private int RequireClasses(ForeignTensor input)
    {
        var isOneHot = input.IsReal && input.Shape.Count == 2;
        var isIndex = input.IsIndex && (input.Shape.Count == 1 || input.Axes is [1]);
        var count = isOneHot && input.Axes[0] > 0 ? (int)input.Axes[0] : options.Classes ?? 0;
        return !isOneHot && !isIndex
            ? throw Refuse($"the labels {input}", "whole numbers [N] or [N, 1], or real ones [N, K]", "Name another input (--labels NAME)")
            : count > 0 ? count : throw Refuse($"the labels {input}, which do not say of how many classes", "their number", "Say it (--classes K)");
    }

    private string OnlyOutput(GraphProto graph) => graph.Output is [var only] ? only.Name : throw Refuse(
        $"the outputs {Listed(graph.Output.Select(ForeignTensor.Of))}", "one of images", "Name it (--images NAME)");

    private (bool ChannelsLast, int Channels, int Height, int Width) RequireImages(Values found)
    {
        if (found.Axes.Count != 3)
        {
            throw Refuse($"'{images}' [N, {string.Join(", ", found.Axes)}]", "images of four axes", "Name another value (--images NAME)");
        }

        var last = ChannelsLast(found.Axes);
        var sizes = last ? [found.Axes[2], found.Axes[0], found.Axes[1]] : found.Axes;
        return sizes[0] is 1 or 3 ? (last, (int)sizes[0], (int)sizes[1], (int)sizes[2]) : throw Refuse(
            $"'{images}' of {sizes[0]} channels", "1 or 3", "Name another value (--images NAME), or its layout (--layout nchw or nhwc)");
    }

    private (double Black, double White) Range(Values found)
    {
        var (low, high) = (options.Black, options.White) is ({ } min, { } max) ? (min, max) : RangeOf(images) ?? throw Refuse(
            "no last activation that tells what black and white are in its images", "a range", "Say it (--output -1..1, 0..1 or 0..255)");
        var (least, greatest) = (found.Elements.Min(), found.Elements.Max());
        return !(low < high)
            ? throw Refuse(FormattableString.Invariant($"the range {low} to {high}"), "a rising one", "Correct --output")
            : greatest - least > MostBeyond * (high - low)
                ? throw Refuse(
                    FormattableString.Invariant($"images from {least:G3} to {greatest:G3}"),
                    FormattableString.Invariant($"them between {low} and {high}"),
                    "Correct --output")
                : (low, high);
    }

    /// <summary>The range of an activation; what only moves or rounds numbers is passed over.</summary>
    private (double Low, double High)? RangeOf(string value)
    {
        var graph = new ForeignGraph(File.Model);
        for (var maker = graph.MakerOf(value); maker is not null; maker = graph.MakerOf(maker.Input[0]))
        {
            switch (maker.OpType)
            {
                case "Tanh":
                    return (-1, 1);
                case "Sigmoid":
                    return (0, 1);
                case "Cast" when maker.Attribute.Any(static to => to.I == (long)DataType.Uint8):
                    return (0, White);
                case "Identity" or "Transpose" or "Reshape" or "Cast":
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private string NativeLatents(ForeignGraph graph)
    {
        var value = latents.Axes.Count == 1
            ? ModelTensors.Latents
            : graph.Add("Reshape", [ModelTensors.Latents, graph.Store([-1, .. latents.Axes], latents.Shape.Count)]);
        return latents.Type == DataType.Float ? value : graph.Add("Cast", [value], OnnxAttribute.Int("to", (long)latents.Type));
    }

    private string NativeLabels(ForeignGraph graph, ForeignTensor input)
    {
        if (input.IsReal)
        {
            var oneHot = graph.Add("OneHot", [ModelTensors.Labels, graph.Store([(long)classes], 1), graph.Store([0f, 1], 2)]);
            return input.Type == DataType.Float ? oneHot : graph.Add("Cast", [oneHot], OnnxAttribute.Int("to", (long)input.Type));
        }

        var value = input.Shape.Count == 1 ? ModelTensors.Labels : graph.Add("Reshape", [ModelTensors.Labels, graph.Store([-1L, 1], 2)]);
        return input.Type == DataType.Int64 ? value : graph.Add("Cast", [value], OnnxAttribute.Int("to", (long)input.Type));
    }

    private string Planes(ForeignGraph graph, string made)
    {
        var value = Floats(graph, reference, images, made);
        return channelsLast ? graph.Add("Transpose", [value], OnnxAttribute.Ints("perm", 0, 3, 1, 2)) : value;
    }

    /// <summary>round((clip(images, min, max) - min) / (max - min) * 255), halves to the even number; channels innermost.</summary>
    private string Pixels(ForeignGraph graph, string planes)
    {
        var value = black == 0 ? planes : graph.Add("Sub", [planes, graph.Store([(float)black])]);
        value = white - black == White ? value : graph.Add("Mul", [value, graph.Store([(float)(White / (white - black))])]);
        value = graph.Add("Round", [graph.Add("Clip", [value, graph.Store([0f]), graph.Store([(float)White])])]);
        value = graph.Add("Cast", [value], OnnxAttribute.Int("to", (long)DataType.Uint8));
        return graph.Add("Transpose", [value], OnnxAttribute.Ints("perm", 0, 2, 3, 1));
    }

    private (Values Latents, Values Labels) Draw(int count)
    {
        var random = new Random(1);
        var drawn = new float[count * latentSize];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = options.LatentDistribution == LatentDistribution.Uniform
                ? (random.NextSingle() * 2) - 1
                : (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return (new Values([count, latentSize], drawn), new Values([count], [.. Enumerable.Range(0, count).Select(i => (float)(i % Math.Max(1, classes)))]));
    }

    /// <summary>What the foreign file makes of latents and labels, in its own form.</summary>
    private Values Expected((Values Latents, Values Labels) drawn)
    {
        var count = drawn.Latents.Count;
        var inputs = new Dictionary<string, Values> { [latents.Name] = drawn.Latents.Reshape([count, .. latents.Axes]) };
        if (labels is { IsReal: true })
        {
            var rows = new float[count * classes];
            for (var i = 0; i < count; i++)
            {
                rows[(i * classes) + (int)drawn.Labels.Elements[i]] = 1;
            }

            inputs[labels.Name] = new Values([count, classes], rows);
        }
        else if (labels is not null)
        {
            inputs[labels.Name] = drawn.Labels.Reshape([count, .. labels.Axes]);
        }

        return RunInBatches(reference, inputs, Inputs.Max(static input => input.Batch), [images])[0];
    }
}
