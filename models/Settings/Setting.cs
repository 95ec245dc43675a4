namespace Gans.Models;

/// <summary>
/// One option of a training, described once: the command line, pipelines and their schema, the help, the check of its range and <c>run.json</c> are made
/// from it.
/// </summary>
/// <typeparam name="TOwner">The record that holds its value.</typeparam>
/// <param name="name">Name in a pipeline and in <c>run.json</c>, snake_case.</param>
/// <param name="doc">What it does, one sentence without a full stop.</param>
/// <param name="values">The values that it takes.</param>
/// <param name="get">Its value in a record; null where none is set.</param>
/// <param name="with">A record with its value replaced.</param>
public class Setting<TOwner>(string name, string doc, ValueDomain values, Func<TOwner, object?> get, Func<TOwner, object, TOwner> with)
{
    /// <summary>Name in a pipeline and in <c>run.json</c>, snake_case.</summary>
    public string Name { get; } = name;

    /// <summary>What it does, one sentence without a full stop.</summary>
    public string Doc { get; } = doc;

    /// <summary>The values that it takes.</summary>
    public ValueDomain Values { get; } = values;

    /// <summary>Its value.</summary>
    /// <param name="owner">The record.</param>
    /// <returns>The value; null where none is set.</returns>
    public object? Get(TOwner owner) => get(owner);

    /// <summary>Replaces its value.</summary>
    /// <param name="owner">The record.</param>
    /// <param name="value">Of the type that <see cref="Values"/> reads.</param>
    /// <returns>A record with that value.</returns>
    public TOwner With(TOwner owner, object value) => with(owner, value);

    /// <summary>What is wrong with its value.</summary>
    /// <param name="owner">The record.</param>
    /// <returns>What was found and what is needed; null where nothing is wrong, or none is set.</returns>
    public string? Reject(TOwner owner) =>
        Get(owner) is { } value && !Values.Contains(value) ? $"found {Values.Format(value)}, needed {Values.Needs}" : null;
}
