using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Gans.Formats;

namespace Gans.Models;

/// <summary>The models that a name can mean: those of this library, and one's own where they are added.</summary>
public sealed class ModelRegistry
{
    private readonly FrozenDictionary<string, Entry> entries;

    private ModelRegistry(IEnumerable<Entry> entries)
    {
        this.entries = entries.ToFrozenDictionary(entry => entry.Model.Name, StringComparer.Ordinal);
        Names = [.. this.entries.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The models of this library.</summary>
    public static ModelRegistry Shipped { get; } = new(
        typeof(TrainableModel).Assembly.GetTypes().Where(ModelAssembly.IsModel).Select(
            type => new Entry((TrainableModel)Activator.CreateInstance(type)!, null)));

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Looks a model up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="model">The model.</param>
    /// <returns>Whether there is one of that name.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out TrainableModel? model)
    {
        model = entries.GetValueOrDefault(name)?.Model;
        return model is not null;
    }

    /// <summary>The assembly that a model was loaded from; null for one of this library, one that was added by itself, or none.</summary>
    /// <param name="name">Its name.</param>
    public ModelOrigin? OriginOf(string name) => entries.GetValueOrDefault(name)?.Origin;

    /// <summary>These models and another.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InvalidInputException">There is one of its name.</exception>
    public ModelRegistry With(TrainableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return With([new Entry(model, null)], $"Adding {model.GetType().FullName}");
    }

    /// <summary>
    /// These models and all of one's own assemblies: each class there that derives from a kind of <see cref="TrainableModel"/> and is not abstract. Their code
    /// runs in this process.
    /// </summary>
    /// <param name="assemblies">Paths of the assemblies; what they need besides lies beside them.</param>
    /// <exception cref="InvalidInputException">One cannot be read, is of another version of Gans, has no model, or one whose name is taken.</exception>
    public ModelRegistry WithAssemblies(params IEnumerable<string> assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        return assemblies.Aggregate(this, (registry, path) =>
        {
            var (origin, models) = ModelAssembly.Load(path);
            return registry.With([.. models.Select(model => new Entry(model, origin))], $"Loading models of {path}");
        });
    }

    private ModelRegistry With(IReadOnlyList<Entry> added, string task)
    {
        var all = entries.Values.ToList();
        foreach (var entry in added)
        {
            if (all.Find(other => other.Model.Name == entry.Model.Name) is { } other)
            {
                throw new InvalidInputException(
                    $"{task}: found {entry.Model.GetType().FullName} with the name '{entry.Model.Name}', which is that of {other.Model.GetType().FullName}, "
                    + "needed one of its own. Change its Name.");
            }

            all.Add(entry);
        }

        return new ModelRegistry(all);
    }

    private sealed record Entry(TrainableModel Model, ModelOrigin? Origin);
}
