using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>Calls a module whose arguments and results are tensors.</summary>
internal static class ModuleCall
{
    public static IReadOnlyList<(string Name, Tensor Value)> Run(nn.Module module, IReadOnlyList<Tensor> values, IReadOnlyList<string> names)
    {
        object result = (module, values) switch
        {
            (nn.Module<Tensor, Tensor> one, [var a]) => one.call(a),
            (nn.Module<Tensor, Tensor, Tensor> two, [var a, var b]) => two.call(a, b),
            (nn.Module<Tensor, Tensor, Tensor, Tensor> three, [var a, var b, var c]) => three.call(a, b, c),
            (nn.Module<Tensor, (Tensor, Tensor)> one, [var a]) => one.call(a),
            (nn.Module<Tensor, (Tensor, Tensor, Tensor)> one, [var a]) => one.call(a),
            (nn.Module<Tensor, Tensor, (Tensor, Tensor)> two, [var a, var b]) => two.call(a, b),
            (nn.Module<Tensor, Tensor[]> one, [var a]) => one.call(a),
            _ => throw new OnnxExportException(
                $"Exporting {module.GetName()}: it does not take {values.Count} tensors and return tensors. Use the form of Write that takes a pass."),
        };
        Tensor[] tensors = result switch
        {
            Tensor tensor => [tensor],
            Tensor[] several => several,
            ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(index => (Tensor)tuple[index]!)],
            _ => throw new InvalidOperationException(result.GetType().Name),
        };
        return tensors.Length == names.Count
            ? [.. names.Zip(tensors)]
            : throw new OnnxExportException(
                $"Exporting {module.GetName()}: it returns {tensors.Length} tensors, and OutputNames has {names.Count}. Name each.");
    }
}
