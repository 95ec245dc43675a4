using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>Which layer hands its output to which, seen in one pass.</summary>
/// <remarks>
/// Tensors are known by reference. What is computed between layers, such as joining two branches, is not seen: a layer whose input no layer made takes all
/// outputs that nobody took before, which is how branches join in the networks here.
/// </remarks>
/// <param name="layers">The layers, by whose places all is told.</param>
/// <param name="inputs">The network's own inputs: who takes one of these takes no layer's output.</param>
internal sealed class PassTrace(IEnumerable<Module> layers, IEnumerable<Tensor?> inputs)
{
    private readonly HashSet<object> inputs = new(inputs.OfType<object>(), ReferenceEqualityComparer.Instance);
    private readonly List<Module> layers = [.. layers];
    private readonly Dictionary<int, long[]> outputs = [];
    private readonly Dictionary<int, List<int>> sources = [];
    private readonly Dictionary<Tensor, int> makers = new(ReferenceEqualityComparer.Instance);
    private readonly List<int> open = [];

    /// <summary>Sizes of what a layer gave; none where the pass did not reach it.</summary>
    internal IReadOnlyList<long> OutputOf(int place) => outputs.GetValueOrDefault(place, []);

    /// <summary>The layers whose outputs a layer took.</summary>
    internal IReadOnlyList<int> SourcesOf(int place) => sources.GetValueOrDefault(place, []);

    /// <summary>Watches a pass.</summary>
    internal void Record(Action pass)
    {
        var unhook = new List<Action>();
        try
        {
            for (var i = 0; i < layers.Count; i++)
            {
                if (layers[i] is Module<Tensor, Tensor> layer)
                {
                    var place = i;
                    var hook = layer.register_forward_hook((_, input, output) =>
                    {
                        Note(place, input, output);
                        return output;
                    });
                    unhook.Add(hook.remove);
                }
            }

            pass();
        }
        finally
        {
            unhook.ForEach(remove => remove());
            makers.Clear();
        }
    }

    private void Note(int place, Tensor input, Tensor output)
    {
        List<int> taken = makers.TryGetValue(input, out var maker) ? [maker] : inputs.Contains(input) ? [] : [.. open];
        open.RemoveAll(taken.Contains);
        outputs[place] = output.shape;
        sources[place] = taken;
        makers[output] = place;
        open.Add(place);
    }
}
