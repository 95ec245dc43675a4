using Gans.Models;
using Gans.Models.Layers;
using Gans.Torch;
using Gans.Training.Batches;

namespace Gans.Training.Tests.Support;

/// <summary>One pass through a network: which, how, on how many samples of which kind, and whether its weights were frozen.</summary>
internal sealed record Pass(string Network, Mode Mode, long Count, string Kind, bool Frozen);

/// <summary>A generator of images [N, 1, 2, 2] below 0.8 that notes its passes and the labels that it was given.</summary>
internal sealed class RecordingGenerator : Generator
{
    private readonly List<Pass> passes;
    private readonly Linear linear;

    internal RecordingGenerator(List<Pass> passes, int classCount = 0, int codeSize = 0)
        : base(3, classCount, codeSize)
    {
        this.passes = passes;
        linear = AddChild("linear", new Linear(3, 4));
    }

    internal List<float[]> Latents { get; } = [];

    internal List<long[]> Labels { get; } = [];

    public override Tensor Forward(GeneratorInput input, Mode mode)
    {
        passes.Add(new Pass("generator", mode, input.Latent.Shape[0], string.Empty, !linear.Parameters()[0].RequiresGrad));
        Latents.Add(input.Latent.ToArray<float>());
        Labels.Add(input.Labels?.ToArray<long>() ?? []);
        return linear.Forward(input.Latent, mode).Tanh().Multiply(0.8).Reshape(-1, 1, 2, 2);
    }
}

/// <summary>A linear discriminator of images [N, 1, 2, 2] that notes its passes; images of ones are the real ones.</summary>
internal sealed class RecordingDiscriminator : Discriminator
{
    private readonly List<Pass> passes;
    private readonly Linear linear;

    internal RecordingDiscriminator(List<Pass> passes)
    {
        this.passes = passes;
        linear = AddChild("linear", new Linear(4, 1));
    }

    internal List<long[]> Labels { get; } = [];

    internal List<float[]> Images { get; } = [];

    public override DiscriminatorOutput Forward(Tensor images, Tensor? labels, Mode mode)
    {
        var values = images.ToArray<float>();
        var real = values.Chunk(4).Count(image => image.All(value => value == 1));
        var count = images.Shape[0];
        passes.Add(new Pass("discriminator", mode, count, real == count ? "real" : real == 0 ? "fake" : "mixed", !linear.Parameters()[0].RequiresGrad));
        Labels.Add(labels?.ToArray<long>() ?? []);
        Images.Add(values);
        return new DiscriminatorOutput(linear.Forward(images.Flatten(), mode));
    }
}

/// <summary>A linear layer, the trunk or a head of a discriminator of images [N, 1, 2, 2], that notes its passes and what went in.</summary>
internal sealed class RecordingLayer : Layer
{
    private readonly List<Pass> passes;
    private readonly string name;
    private readonly Linear linear;

    internal RecordingLayer(List<Pass> passes, string name, int inputs, int outputs)
    {
        (this.passes, this.name) = (passes, name);
        linear = AddChild("linear", new Linear(inputs, outputs));
    }

    internal List<float[]> Inputs { get; } = [];

    public override Tensor Forward(Tensor x, Mode mode)
    {
        var values = x.ToArray<float>();
        passes.Add(new Pass(name, mode, x.Shape[0], values.All(value => value == 1) ? "real" : string.Empty, !linear.Parameters()[0].RequiresGrad));
        Inputs.Add(values);
        return linear.Forward(x.Flatten(), mode);
    }
}

/// <summary>Real images that are all ones; labels count up from 0.</summary>
internal sealed class Ones : IBatchSource
{
    public long Count => 100;

    public Batch Next(int count) => new(Tensor.Ones([count, 1, 2, 2]), Tensor.Range(count));

    public IBatchSource PickLabelled(int perClass) => this;
}
