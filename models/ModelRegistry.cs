using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Gans.Models;

/// <summary>All models of this library by name.</summary>
public static class ModelRegistry
{
    private static readonly FrozenDictionary<string, TrainableModel> Models = typeof(TrainableModel).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(TrainableModel)))
        .Select(type => (TrainableModel)Activator.CreateInstance(type)!)
        .ToFrozenDictionary(model => model.Name, StringComparer.Ordinal);

    /// <summary>The names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Models.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Looks a model up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="model">The model.</param>
    /// <returns>Whether there is one of that name.</returns>
    public static bool TryGet(string name, [NotNullWhen(true)] out TrainableModel? model) => Models.TryGetValue(name, out model);
}
