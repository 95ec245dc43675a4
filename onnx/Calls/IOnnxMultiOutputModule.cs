namespace Gans.Onnx;

/// <summary>An <see cref="IOnnxModule"/> whose forward pass returns several tensors.</summary>
public interface IOnnxMultiOutputModule
{
    /// <summary>Adds what the module computes in inference mode to the graph.</summary>
    /// <param name="call">The call: its inputs, the module's stored tensors, and the graph.</param>
    /// <returns>The results, in the order of the forward pass.</returns>
    IReadOnlyList<OnnxValue> ToOnnx(OnnxCall call);
}
