using Gans.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>A learned vector for each class, all of them divided by the greatest singular value of their matrix: Int64 [N] to [N, size].</summary>
/// <remarks>Miyato et al., 2018 (arXiv:1802.05957). The file holds the divided vectors.</remarks>
public sealed class SpectralEmbedding : Layer, IOnnxModule
{
    private readonly SpectralNorm norm;

    [ComponentName(Name = "weight")]
    private readonly Parameter weight;

    /// <summary>Creates the layer.</summary>
    /// <param name="classes">Number of rows: labels are 0 to classes - 1.</param>
    /// <param name="size">Length of each vector.</param>
    /// <param name="values">First values.</param>
    public SpectralEmbedding(long classes, long size, Initializer values)
        : base(nameof(SpectralEmbedding))
    {
        ArgumentNullException.ThrowIfNull(values);
        weight = new Parameter(values.Create(classes, size, classes, size).DetachFromDisposeScope());
        register_parameter("weight", weight);
        norm = new SpectralNorm(classes);
        register_module("norm", norm);
        FirstValues.Note(this, values);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return norm.call(weight).index_select(0, input).MoveToOuterDisposeScope();
    }

    /// <summary>ONNX' Gather, version 13.</summary>
    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call)
    {
        using var scope = NewDisposeScope();
        return call.Add("Gather", [call.Constant(norm.Fold(weight), "weight"), call.Input]);
    }
}
