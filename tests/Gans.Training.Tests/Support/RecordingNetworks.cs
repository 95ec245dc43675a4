using Gans.Models;
using Gans.Models.Layers;
using Gans.Training.Batches;
using TorchSharp.Modules;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Tests.Support;

/// <summary>One pass through a network: which, how, on how many samples of which kind, and whether its weights were frozen.</summary>
internal sealed record Pass(string Network, Mode Mode, long Count, string Kind, bool Frozen)
{
    /// <summary>A pass as a network sees itself.</summary>
    internal static Pass Of(Module network, string name, long count, string kind) =>
        new(name, network.training ? Mode.Train : Mode.Inference, count, kind, !network.parameters().First().requires_grad);
}

/// <summary>A generator of images [N, 1, 2, 2] below 0.8 that notes its passes and the labels that it was given.</summary>
internal sealed class RecordingGenerator : Generator
{
    private readonly List<Pass> passes;
    private readonly Linear linear = Dense(3, 4);

    internal RecordingGenerator(List<Pass> passes, int classCount = 0, int codeSize = 0)
        : base(nameof(RecordingGenerator), 3, classCount, codeSize)
    {
        this.passes = passes;
        register_module("linear", linear);
    }

    internal List<float[]> Latents { get; } = [];

    internal List<long[]> Labels { get; } = [];

    public override Tensor forward(GeneratorInput input)
    {
        passes.Add(Pass.Of(this, "generator", input.Latent.shape[0], string.Empty));
        Latents.Add(input.Latent.ToArray<float>());
        Labels.Add(input.Labels?.ToArray<long>() ?? []);
        return linear.call(input.Latent).tanh().mul(0.8).reshape(-1, 1, 2, 2);
    }
}

/// <summary>A linear discriminator of images [N, 1, 2, 2] that notes its passes; images of ones are the real ones.</summary>
internal sealed class RecordingDiscriminator : Discriminator
{
    private readonly List<Pass> passes;
    private readonly Linear linear = Dense(4, 1);

    internal RecordingDiscriminator(List<Pass> passes)
        : base(nameof(RecordingDiscriminator))
    {
        this.passes = passes;
        register_module("linear", linear);
    }

    internal List<long[]> Labels { get; } = [];

    internal List<float[]> Images { get; } = [];

    public override DiscriminatorOutput forward(Tensor images, Tensor? labels)
    {
        var values = images.ToArray<float>();
        var real = values.Chunk(4).Count(image => image.All(value => value == 1));
        var count = images.shape[0];
        passes.Add(Pass.Of(this, "discriminator", count, real == count ? "real" : real == 0 ? "fake" : "mixed"));
        Labels.Add(labels?.ToArray<long>() ?? []);
        Images.Add(values);
        return new DiscriminatorOutput(linear.call(images.flatten(1)));
    }
}

/// <summary>A linear layer, the trunk or a head of a discriminator of images [N, 1, 2, 2], that notes its passes and what went in.</summary>
internal sealed class RecordingLayer : Layer
{
    private readonly List<Pass> passes;
    private readonly string part;
    private readonly Linear linear;

    internal RecordingLayer(List<Pass> passes, string name, int inputs, int outputs)
        : base(nameof(RecordingLayer))
    {
        (this.passes, part) = (passes, name);
        linear = Dense(inputs, outputs);
        register_module("linear", linear);
    }

    internal List<float[]> Inputs { get; } = [];

    public override Tensor forward(Tensor input)
    {
        var values = input.ToArray<float>();
        passes.Add(Pass.Of(this, part, input.shape[0], values.All(value => value == 1) ? "real" : string.Empty));
        Inputs.Add(values);
        return linear.call(input.flatten(1));
    }
}

/// <summary>Real images that are all ones; labels count up from 0.</summary>
internal sealed class Ones : IBatchSource
{
    public long Count => 100;

    public Batch Next(int count) => new(ones(count, 1, 2, 2), arange(count, ScalarType.Int64));

    public IBatchSource PickLabelled(int perClass) => this;
}
