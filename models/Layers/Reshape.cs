using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>The elements of each example in another shape: [N, ...] to [N, shape].</summary>
/// <param name="shape">Sizes without the batch axis, such as C, H, W.</param>
public sealed class Reshape(params ReadOnlySpan<long> shape) : Layer(nameof(Reshape)), IOnnxModule
{
    private readonly long[] sizes = [-1, .. shape];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["shape"] = sizes };

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.reshape(sizes);

    /// <inheritdoc/>
    public OnnxValue ToOnnx(OnnxCall call) => call.Add("Reshape", [call.Input, call.Integers(sizes)]);
}
