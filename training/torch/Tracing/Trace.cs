using System.Collections.Immutable;
using System.Globalization;
using Gans.Torch.Door;

namespace Gans.Torch;

/// <summary>
/// Records every operator call of this thread between its creation and <see cref="Stop"/>, so that a forward pass becomes a graph.
/// Fast paths that replace an operator by several are off while a trace is on.
/// </summary>
public sealed class Trace : IDisposable
{
    [ThreadStatic]
    private static Trace? current;

    private readonly Dictionary<Tensor, TracedValue> values = new(ReferenceEqualityComparer.Instance);
    private readonly List<TracedCall> calls = [];
    private readonly Dictionary<int, Tensor> contents = [];
    private readonly HashSet<int> derived = [];
    private readonly Stack<string> modules = new();
    private int count;

    /// <summary>Starts recording.</summary>
    /// <exception cref="InvalidOperationException">A trace is on already.</exception>
    public Trace()
    {
        current = current is null ? this : throw new InvalidOperationException("A trace is on already: dispose it first.");
    }

    /// <summary>The trace of this thread; null while none is on.</summary>
    public static Trace? Current => current;

    /// <summary>The calls, in order.</summary>
    public IReadOnlyList<TracedCall> Calls => calls;

    /// <summary>Declares a tensor as an input of the graph.</summary>
    /// <param name="tensor">The tensor that the pass will be run on.</param>
    /// <param name="name">The input's name.</param>
    public TracedValue DeclareInput(Tensor tensor, string name)
    {
        var value = Add(tensor, name);
        derived.Add(value.Id);
        return value;
    }

    /// <summary>Names a tensor that may come up, such as a parameter; it is a constant of the graph if it does. The first name of a tensor stays.</summary>
    /// <param name="tensor">The parameter or buffer.</param>
    /// <param name="name">Its path.</param>
    public void Name(Tensor tensor, string name)
    {
        if (values.GetValueOrDefault(tensor)?.Name is null)
        {
            AddConstant(tensor, name);
        }
    }

    /// <summary>The record's name for a tensor that came up.</summary>
    /// <param name="tensor">An input, a result or a constant.</param>
    /// <exception cref="ArgumentException">The trace has not seen it.</exception>
    public TracedValue ValueOf(Tensor tensor) =>
        values.TryGetValue(tensor, out var value) ? value : throw new ArgumentException("The tensor did not come up while the trace was on.", nameof(tensor));

    /// <summary>
    /// The elements of a value that depends on no input: a parameter, a buffer, a constant, or what calls made of these alone.
    /// The trace owns the tensor.
    /// </summary>
    /// <param name="value">A value of this trace.</param>
    /// <returns>Null where the value depends on an input.</returns>
    public Tensor? ContentsOf(TracedValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return contents.GetValueOrDefault(value.Id);
    }

    /// <summary>Enters a module: calls until the result is disposed carry its path.</summary>
    /// <param name="name">The module's name in its parent.</param>
    public static ModuleScope Enter(string name)
    {
        current?.modules.Push(name);
        return new ModuleScope(current);
    }

    /// <summary>Stops recording; the record stays until the trace is disposed.</summary>
    public void Stop()
    {
        if (current == this)
        {
            current = null;
        }
    }

    /// <summary>Stops recording and frees the contents that it kept.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var tensor in contents.Values)
        {
            tensor.Dispose();
        }
    }

    internal void RejectInPlace(Operator op) =>
        throw new NotSupportedException($"{op} in module '{Path}': an operation that changes its argument cannot be traced. Use the form that returns a new tensor.");

    internal void Record(Operator op, ReadOnlySpan<Argument> arguments, Tensor?[] results)
    {
        var schema = op.Schema.Arguments;
        var named = ImmutableDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < schema.Length; i++)
        {
            named[schema[i].Name] = i < arguments.Length ? Describe(arguments[i]) : ParseDefault(schema[i]);
        }

        var followsInput = TracedCall.TensorsIn(named.Values).Any(value => derived.Contains(value.Id));
        var made = results.Select(result => result is null ? null : AddResult(result, followsInput));
        calls.Add(new TracedCall(op.Name, op.Overload, Path, named.ToImmutable(), [.. made]));
    }

    private string Path => string.Join('.', modules.Reverse());

    private static object? ParseDefault(SchemaArgument argument) => argument.Default switch
    {
        null or "None" => null,
        "True" => true,
        "False" => false,
        ['[', .. var items, ']'] => Repeat([.. items.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseInteger)], argument.Type),
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) =>
            argument.Type.Contains('[', StringComparison.Ordinal) ? Repeat([integer], argument.Type) : integer,
        var text when double.TryParse(text, CultureInfo.InvariantCulture, out var real) => real,
        var text => text.Trim('"', '\''),
    };

    private static long ParseInteger(string text) => text == "True" ? 1 : text == "False" ? 0 : long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A list of declared length, such as <c>int[2]</c>, may have one default for all its items.</summary>
    private static ImmutableArray<long> Repeat(ImmutableArray<long> items, string type)
    {
        var open = type.IndexOf('[', StringComparison.Ordinal);
        return items.Length == 1 && open >= 0 && int.TryParse(type.AsSpan(open + 1).TrimEnd(']'), CultureInfo.InvariantCulture, out var length)
            ? [.. Enumerable.Repeat(items[0], length)]
            : items;
    }

    private object? Describe(Argument argument) => argument.Tag switch
    {
        Tag.None => null,
        Tag.Tensor => Seen((Tensor)argument.Reference!),
        Tag.Int or Tag.Device => argument.Bits,
        Tag.Double => argument.Real,
        Tag.Bool => argument.Bits != 0,
        Tag.IntList or Tag.BoolList => ImmutableArray.Create((long[])argument.Reference!),
        Tag.DoubleList => ImmutableArray.Create((double[])argument.Reference!),
        Tag.TensorList or Tag.OptionalTensorList => ((Tensor?[])argument.Reference!).Select(tensor => tensor is null ? null : Seen(tensor)).ToImmutableArray(),
        Tag.Text => argument.Reference,
        _ => throw new ArgumentOutOfRangeException(nameof(argument), argument.Tag, "Unknown tag."),
    };

    private TracedValue Seen(Tensor tensor) => values.TryGetValue(tensor, out var known) ? known : AddConstant(tensor, name: null);

    private TracedValue AddResult(Tensor tensor, bool followsInput)
    {
        if (!followsInput)
        {
            return AddConstant(tensor, name: null);
        }

        var value = Add(tensor, name: null);
        derived.Add(value.Id);
        return value;
    }

    private TracedValue AddConstant(Tensor tensor, string? name)
    {
        var value = Add(tensor, name);
        contents[value.Id] = tensor.AliasUnscoped();
        return value;
    }

    private TracedValue Add(Tensor tensor, string? name)
    {
        var value = new TracedValue(count++, tensor.Shape, tensor.Type) { Name = name };
        values[tensor] = value;
        return value;
    }

    /// <summary>Leaves the module at its end.</summary>
    public readonly record struct ModuleScope : IDisposable
    {
        private readonly Trace? trace;

        internal ModuleScope(Trace? trace) => this.trace = trace;

        /// <inheritdoc/>
        public void Dispose() => trace?.modules.Pop();
    }
}
