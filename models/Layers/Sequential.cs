using System.Collections;
using TorchSharp;
using TorchSharp.Modules;

namespace Gans.Models.Layers;

/// <summary>
/// Layers one after the other, in named blocks. Written as a collection, it reads like the table of the network:
/// <c>{ "up14", new SameConvTranspose2d(...), LeakyReLU(0.2) },</c>
/// </summary>
/// <remarks>The first layer of a block bears the block's name; those after it add their kind: <c>up14</c>, <c>up14_leakyrelu</c>.</remarks>
public sealed class Sequential() : Layer(nameof(Sequential)), IEnumerable<torch.nn.Module<torch.Tensor, torch.Tensor>>
{
    private readonly List<torch.nn.Module<torch.Tensor, torch.Tensor>> layers = [];

    /// <summary>Adds a block.</summary>
    /// <param name="block">Its name, a checkpoint key: chosen once, never changed.</param>
    /// <param name="blockLayers">Its layers, in order; owned from now on.</param>
    public void Add(string block, params ReadOnlySpan<torch.nn.Module<torch.Tensor, torch.Tensor>> blockLayers)
    {
        foreach (var layer in blockLayers)
        {
            LetChangeInPlace(layer, layers.LastOrDefault());
            register_module(layer == blockLayers[0] ? block : $"{block}_{layer.GetName().ToLowerInvariant()}", layer);
            layers.Add(layer);
        }
    }

    /// <inheritdoc/>
    public override torch.Tensor forward(torch.Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var x = input;
        foreach (var layer in layers)
        {
            x = layer.call(x);
        }

        return x.MoveToOuterDisposeScope();
    }

    /// <summary>The layers in order.</summary>
    public IEnumerator<torch.nn.Module<torch.Tensor, torch.Tensor>> GetEnumerator() => layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// What comes out of a kernel or a normalisation is seen by the next layer alone, and no gradient needs it: an activation may put its output in that place,
    /// which saves the time of touching fresh memory.
    /// </summary>
    private static void LetChangeInPlace(torch.nn.Module<torch.Tensor, torch.Tensor> layer, torch.nn.Module<torch.Tensor, torch.Tensor>? before)
    {
        if (before is not (KernelLayer or BatchNorm or LiveBatchNorm or KerasInstanceNorm or Linear))
        {
            return;
        }

        switch (layer)
        {
            case LeakyRelu leaky:
                leaky.InPlace = true;
                break;
            case ReLU relu:
                relu.inplace = true;
                break;
        }
    }
}
