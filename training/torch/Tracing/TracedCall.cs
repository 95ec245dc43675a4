using System.Collections.Immutable;

namespace Gans.Torch;

/// <summary>A tensor as a trace knows it: its place in the record, not its contents.</summary>
/// <param name="Id">Unique in its trace, from 0 in the order of appearance.</param>
/// <param name="Shape">Its shape in the traced pass.</param>
/// <param name="Type">Its element type.</param>
public sealed record TracedValue(int Id, Shape Shape, DType Type)
{
    /// <summary>Where it came into the trace: a declared input, a named parameter, or null for the result of a call or an unnamed constant.</summary>
    public string? Name { get; init; }
}

/// <summary>One call of an operator, recorded with its arguments by name.</summary>
/// <remarks>Arguments that the caller left out hold the schema's defaults.</remarks>
public sealed class TracedCall
{
    private readonly ImmutableDictionary<string, object?> arguments;

    internal TracedCall(string name, string overload, string modulePath, ImmutableDictionary<string, object?> arguments, ImmutableArray<TracedValue?> results)
    {
        Operator = name;
        Overload = overload;
        ModulePath = modulePath;
        this.arguments = arguments;
        Results = results;
    }

    /// <summary>The operator's name, such as <c>aten::conv2d</c>.</summary>
    public string Operator { get; }

    /// <summary>Its overload, such as <c>Tensor</c>; often empty.</summary>
    public string Overload { get; }

    /// <summary>Path of the module that made the call, such as <c>up14</c> or <c>trunk.conv1</c>; empty outside of all modules.</summary>
    public string ModulePath { get; }

    /// <summary>What the call returned; null where undefined.</summary>
    public ImmutableArray<TracedValue?> Results { get; }

    /// <summary>All arguments by name: null for none, else <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="string"/>,
    /// <see cref="TracedValue"/>, or an <see cref="ImmutableArray{T}"/> of integers, reals or values.</summary>
    public IReadOnlyDictionary<string, object?> Arguments => arguments;

    /// <summary>The tensors among the arguments, those inside lists included.</summary>
    public IEnumerable<TracedValue> Tensors => TensorsIn(arguments.Values);

    /// <summary>The first result.</summary>
    public TracedValue Result => Results[0] ?? throw Unexpected("result", "a tensor");

    /// <summary>Whether the argument was given and is not none.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public bool Has(string name) => arguments.GetValueOrDefault(name) is not null;

    /// <summary>A tensor argument; null for none.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public TracedValue? ValueOrNull(string name) => arguments.GetValueOrDefault(name) as TracedValue;

    /// <summary>A tensor argument that must be there.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public TracedValue Value(string name) => ValueOrNull(name) ?? throw Unexpected(name, "a tensor");

    /// <summary>Tensors of a list argument; null where the list holds none.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public ImmutableArray<TracedValue?> Values(string name) => arguments.GetValueOrDefault(name) is ImmutableArray<TracedValue?> list ? list : throw Unexpected(name, "a list of tensors");

    /// <summary>An integer, also where a flag or a whole real number was given.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public long Int(string name) => arguments.GetValueOrDefault(name) switch
    {
        long value => value,
        bool flag => flag ? 1 : 0,
        double real when real == Math.Floor(real) => (long)real,
        _ => throw Unexpected(name, "an integer"),
    };

    /// <summary>A real number, also where an integer was given.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public double Float(string name) => arguments.GetValueOrDefault(name) switch
    {
        double value => value,
        long integer => integer,
        _ => throw Unexpected(name, "a number"),
    };

    /// <summary>A flag.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public bool Bool(string name) => arguments.GetValueOrDefault(name) switch
    {
        bool value => value,
        long integer => integer != 0,
        _ => throw Unexpected(name, "true or false"),
    };

    /// <summary>A list of integers; a single one stands for the list of its own.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public ImmutableArray<long> Ints(string name) => arguments.GetValueOrDefault(name) switch
    {
        ImmutableArray<long> list => list,
        long single => [single],
        _ => throw Unexpected(name, "a list of integers"),
    };

    /// <summary>A text.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    public string Text(string name) => arguments.GetValueOrDefault(name) as string ?? throw Unexpected(name, "a text");

    /// <inheritdoc/>
    public override string ToString() => Overload.Length == 0 ? Operator : $"{Operator}.{Overload}";

    internal static IEnumerable<TracedValue> TensorsIn(IEnumerable<object?> arguments) => arguments.SelectMany(argument => argument switch
    {
        TracedValue value => [value],
        ImmutableArray<TracedValue?> list => list.OfType<TracedValue>(),
        _ => Enumerable.Empty<TracedValue>(),
    });

    private InvalidOperationException Unexpected(string name, string needed) =>
        new($"{this} in module '{ModulePath}': argument '{name}' is {arguments.GetValueOrDefault(name) ?? "none"}, not {needed}.");
}
