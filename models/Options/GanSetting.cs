using System.Collections.Immutable;

namespace Gans.Models;

/// <summary>An option that replaces a setting of the model that is trained.</summary>
/// <inheritdoc cref="Setting{TOwner}"/>
public sealed class GanSetting(
    string name, string doc, ValueDomain values, Func<GanSettings, object?> get, Func<GanSettings, object, GanSettings> with)
    : Setting<GanSettings>(name, doc, values, get, with)
{
    /// <summary>The models that it means something to are in each of these; none: every model.</summary>
    public ImmutableArray<Audience> Audience { get; init; } = [];

    /// <summary>Why a model has no use for it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Its settings.</param>
    /// <returns>What the model is, after "which"; null where it has a use.</returns>
    public string? Refusal(TrainableModel model, GanSettings settings) =>
        Audience.FirstOrDefault(audience => !audience.Hears(model, settings))?.Otherwise(model);
}
