using Gans.Models;
using Gans.Training.Batches;
using TorchSharp.Modules;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Support;

/// <summary>A translator of images [N, 1, 2, 2] that notes its passes; what it makes lies within 0.8.</summary>
internal sealed class RecordingTranslator : ImageTranslator
{
    private readonly List<Pass> passes;
    private readonly string part;
    private readonly Linear linear = Dense(4, 4);

    internal RecordingTranslator(List<Pass> passes, string name)
        : base(nameof(RecordingTranslator))
    {
        (this.passes, part) = (passes, name);
        register_module("linear", linear);
    }

    public override Tensor forward(TranslatorInput input)
    {
        passes.Add(Pass.Of(this, part, input.Source.shape[0], RecordingPatches.KindOf(input.Source)));
        return linear.call(input.Source.flatten(1)).tanh().mul(0.8).reshape(-1, 1, 2, 2);
    }
}

/// <summary>A discriminator of images [N, 1, 2, 2] that notes its passes and what it said; two patches an image.</summary>
internal sealed class RecordingPatches : PatchDiscriminator
{
    private readonly List<Pass> passes;
    private readonly string part;
    private readonly Linear linear = Dense(4, 2);

    internal RecordingPatches(List<Pass> passes, string name, bool isConditional)
        : base(nameof(RecordingPatches))
    {
        (this.passes, part, IsConditional) = (passes, name, isConditional);
        register_module("linear", linear);
    }

    public override bool IsConditional { get; }

    internal List<float[]> Said { get; } = [];

    internal List<float[]> Images { get; } = [];

    public override Tensor forward(Tensor images, Tensor? sources)
    {
        passes.Add(Pass.Of(this, part, images.shape[0], sources is null ? KindOf(images) : $"{KindOf(images)} of {KindOf(sources)}"));
        Images.Add(images.ToArray<float>());
        var patches = linear.call((sources is null ? images : images + sources).flatten(1)).reshape(-1, 1, 2, 1);
        Said.Add(patches.ToArray<float>());
        return patches;
    }

    /// <summary>Images of ones are of domain A, of minus ones of B; all others were made.</summary>
    internal static string KindOf(Tensor images) => images.ToArray<float>() switch
    {
        var values when values.All(static value => value == 1) => "A",
        var values when values.All(static value => value == -1) => "B",
        _ => "made",
    };
}

/// <summary>Real images of domain A that are ones, and of B that are minus ones.</summary>
internal sealed class TwoDomains : IBatchSource
{
    public long Count => 100;

    public Batch Next(int count) => new(ones(count, 1, 2, 2)) { Targets = -ones(count, 1, 2, 2) };

    public IBatchSource PickLabelled(int perClass) => this;
}
