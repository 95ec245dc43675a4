using System.Runtime.CompilerServices;
using static TorchSharp.torch.nn;

namespace Gans.Models.Layers;

/// <summary>The law that a layer's weights were drawn from at first. It is kept beside the layers, since TorchSharp's own have no place for it.</summary>
internal static class FirstValues
{
    private static readonly ConditionalWeakTable<Module, Initializer> Laws = [];

    /// <summary>Notes the law of a layer.</summary>
    internal static void Note(Module layer, Initializer law) => Laws.AddOrUpdate(layer, law);

    /// <summary>The law of a layer; null where nobody noted one.</summary>
    internal static Initializer? Of(Module layer) => Laws.TryGetValue(layer, out var law) ? law : null;
}
