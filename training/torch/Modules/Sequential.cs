using System.Collections;

namespace Gans.Torch;

/// <summary>
/// Layers one after the other, in named blocks. Written as a collection, it reads like the table of the network:
/// <c>{ "up14", new SameConvTranspose2d(...), new LeakyRelu(0.2) },</c>
/// </summary>
/// <remarks>The first layer of a block bears the block's name; those after it add their kind: <c>up14</c>, <c>up14_leakyrelu</c>.</remarks>
public sealed class Sequential : Layer, IEnumerable<(string Name, Layer Layer)>
{
    private readonly List<(string Name, Layer Layer)> layers = [];

    /// <summary>Adds a block.</summary>
    /// <param name="block">Its name, a checkpoint key: chosen once, never changed.</param>
    /// <param name="blockLayers">Its layers, in order.</param>
    public void Add(string block, params ReadOnlySpan<Layer> blockLayers)
    {
        var index = 0;
        foreach (var layer in blockLayers)
        {
            var name = index++ == 0 ? block : $"{block}_{layer.GetType().Name.ToLowerInvariant()}";
            layers.Add((name, AddChild(name, layer)));
        }
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        using var scope = new TensorScope();
        var mayChange = false;
        foreach (var (name, layer) in layers)
        {
            using var path = Trace.Enter(name);
            if (mayChange && layer is IInPlaceLayer inPlace)
            {
                inPlace.ForwardInPlace(x);
                mayChange = false;
            }
            else
            {
                x = layer.Forward(x, mode);
                mayChange = layer.OutputMayChange && Trace.Current is null;
            }
        }

        return scope.Keep(x);
    }

    /// <summary>The layers in order.</summary>
    public IEnumerator<(string Name, Layer Layer)> GetEnumerator() => layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
