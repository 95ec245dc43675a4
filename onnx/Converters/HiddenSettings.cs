using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gans.Onnx.Converters;

/// <summary>
/// Settings that a TorchSharp module does not show, found by value: the module is made anew with each candidate and its weights, and the only candidate
/// whose results are those that were recorded, in every run, is the setting.
/// </summary>
internal static class HiddenSettings
{
    private const double Agreement = 1e-4;   // libtorch may take another path through the same sums; another setting differs in the first digits

    /// <summary>Finds the setting of a call.</summary>
    /// <typeparam name="TSetting">The setting; its text is shown to people.</typeparam>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="candidates">The settings that are possible, by the weights' shapes.</param>
    /// <param name="create">Makes a module with a setting; its weights are then replaced.</param>
    /// <param name="run">Calls it with recorded operands.</param>
    /// <exception cref="OnnxExportException">No candidate fits, or several do.</exception>
    public static TSetting Find<TSetting, TModule>(
        OnnxCall call, IEnumerable<TSetting> candidates, Func<TSetting, TModule> create, Func<TModule, IReadOnlyList<Tensor?>, IReadOnlyList<Tensor>> run)
        where TModule : nn.Module
    {
        using var plain = no_grad();
        var tried = candidates.ToList();
        var fitting = tried.Where(candidate => Fits(call, () => create(candidate), run)).ToList();
        return fitting switch
        {
            [var only] => only,
            [] => throw call.Fail(
                $"no setting that this exporter knows gives its results (tried: {string.Join("; ", tried)})",
                "Put what it does into a module that implements IOnnxModule."),
            _ => throw call.Fail(
                $"several settings give its results ({string.Join("; ", fitting)})",
                "Export it with weights that are trained or random, and with sequences longer than 1."),
        };
    }

    private static bool Fits<TModule>(OnnxCall call, Func<TModule> create, Func<TModule, IReadOnlyList<Tensor?>, IReadOnlyList<Tensor>> run)
        where TModule : nn.Module
    {
        using var scope = NewDisposeScope();
        using var module = create();
        module.eval();
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (call.StateTensor(name) is not { } weight || !weight.shape.SequenceEqual(parameter.shape))
            {
                return false;
            }

            parameter.copy_(weight);
        }

        return call.Observed.All(observed => Gives(module, observed.Inputs, observed.Results, run));
    }

    private static bool Gives<TModule>(
        TModule module, IReadOnlyList<Tensor?> inputs, IReadOnlyList<Tensor> expected, Func<TModule, IReadOnlyList<Tensor?>, IReadOnlyList<Tensor>> run)
    {
        try
        {
            return expected.Zip(run(module, inputs)).All(static pair => Agree(pair.First, pair.Second));
        }
        catch (ExternalException)
        {
            return false;   // libtorch refuses these sizes under this setting
        }
    }

    private static bool Agree(Tensor expected, Tensor given) =>
        expected.dtype == given.dtype && expected.shape.SequenceEqual(given.shape)
        && given.allclose(expected, Agreement, Agreement * Math.Max(1e-3, expected.abs().max().item<float>()), equal_nan: true);
}
