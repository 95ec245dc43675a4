namespace Gans.Onnx;

/// <summary>
/// A module that says its own ONNX form beside its forward pass. What it calls inside is not looked at; the export is verified against <c>forward</c>.
/// </summary>
public interface IOnnxModule
{
    /// <summary>Adds what the module computes in inference mode to the graph.</summary>
    /// <param name="call">The call: its inputs, the module's stored tensors, and the graph.</param>
    /// <returns>The result.</returns>
    OnnxValue ToOnnx(OnnxCall call);
}
