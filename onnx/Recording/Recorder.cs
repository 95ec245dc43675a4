using System.Collections;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Gans.Onnx.Recording;

/// <summary>
/// One run of a network, written down: the calls of its known modules, seen by hooks, and of traced operations. Tensors are known by their managed reference;
/// of each a copy is kept, so that one that is changed in place later is noticed. Belongs to the thread that made it.
/// </summary>
internal sealed class Recorder : IDisposable
{
    private const double SpreadOfSizes = 1.5;   // of the logarithms: most numbers are between 0.05 and 20

    [ThreadStatic]
    private static Recorder? current;

    private readonly Dictionary<Tensor, RecordedValue> seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<RecordedCall> calls = [];
    private readonly List<RecordedValue> values = [];
    private readonly Stack<Frame> frames = [];
    private readonly HashSet<nn.Module> called = new(ReferenceEqualityComparer.Instance);
    private readonly NetworkState? network;
    private readonly ModuleHooks? hooks;
    private readonly Recorder? around;
    private readonly string place;
    private int insideKnownModule;

    /// <summary>Starts to record on this thread: a network's calls, or, without one, traced operations only.</summary>
    /// <param name="network">The network; null for none.</param>
    /// <param name="place">Path of the module whose code is recorded at first.</param>
    public Recorder(NetworkState? network, string place = "")
    {
        this.network = network;
        this.place = place;
        around = current;
        current = this;
        try
        {
            hooks = network is null ? null : new ModuleHooks(network, this);
        }
        catch
        {
            current = around;
            throw;
        }
    }

    /// <summary>The recorder of this thread; null where none is on, or while a module is inside that is known as a whole.</summary>
    public static Recorder? Current => current is { insideKnownModule: 0 } recorder ? recorder : null;

    /// <summary>Whether results of modules with parameters are replaced by random numbers.</summary>
    public bool ReplacesResults { get; init; }

    /// <summary>The calls, in order.</summary>
    public IReadOnlyList<RecordedCall> Calls => calls;

    /// <summary>Paths and types of known modules that were never called.</summary>
    public IReadOnlyList<(string Path, string Type)> NeverCalled =>
        [.. (hooks?.Known ?? []).Where(entry => !called.Contains(entry.Module)).Select(static entry => (entry.Path, entry.Module.GetType().Name))];

    /// <summary>Declares an input of the file, or an operand of an expression.</summary>
    public RecordedValue Declare(Tensor tensor, ValueOrigin origin, string name) => seen[tensor] = Remember(origin, name, tensor);

    /// <summary>Makes a tensor known as a value that another recorder has.</summary>
    public void Know(Tensor tensor, RecordedValue value) => seen[tensor] = value;

    /// <summary>The value that a tensor is now; a new unknown one where no call made it or where it was changed since.</summary>
    public RecordedValue ValueOf(Tensor tensor)
    {
        if (seen.TryGetValue(tensor, out var value))
        {
            return value.Origin == ValueOrigin.State || HasValuesOf(tensor, value.Copy)
                ? value
                : seen[tensor] = Remember(ValueOrigin.Unknown, value.Name, tensor, value);
        }

        return network?.PathOf(tensor) is { } path
            ? seen[tensor] = Remember(ValueOrigin.State, path, tensor)
            : seen[tensor] = Remember(ValueOrigin.Unknown, string.Empty, tensor);
    }

    /// <summary>Writes a traced operation down.</summary>
    public void Note(
        string title, IReadOnlyList<Tensor?> inputs, IReadOnlyList<Tensor> results, IReadOnlyList<long> sizes, Func<OnnxCall, IReadOnlyList<OnnxValue>> convert)
    {
        RecordedValue?[] known = [.. inputs.Select(input => input is null ? null : ValueOf(input))];
        Append(new RecordedCall(Place, title, null, false, known, [], sizes, [], convert), results);
    }

    /// <summary>A module that is not known as a whole begins.</summary>
    public void Enter(nn.Module module, string path)
    {
        if (current == this && insideKnownModule == 0)
        {
            frames.Push(new Frame(module, path, [], [], []));
        }
    }

    /// <summary>A module that is not known as a whole ends: its results are looked at, so that what its own code made is known as its own.</summary>
    public void Leave(nn.Module module, object? result)
    {
        if (current == this && insideKnownModule == 0 && frames.TryPeek(out var frame) && ReferenceEquals(frame.Module, module))
        {
            var results = new List<Tensor?>();
            Sort(result, results, []);
            foreach (var tensor in results.OfType<Tensor>())
            {
                _ = ValueOf(tensor);
            }

            frames.Pop();
        }
    }

    /// <summary>A known module is called: its inputs are looked up before it can change them.</summary>
    public void Begin(nn.Module module, string path, IReadOnlyList<object?> arguments)
    {
        if (current != this)
        {
            return;
        }

        called.Add(module);
        if (insideKnownModule++ == 0)
        {
            var tensors = new List<Tensor?>();
            var others = new List<object?>();
            foreach (var argument in arguments)
            {
                Sort(argument, tensors, others);
            }

            frames.Push(new Frame(module, path, tensors, [.. tensors.Select(tensor => tensor is null ? null : ValueOf(tensor))], others));
        }
    }

    /// <summary>What a known module is to return in place of its result: the result itself, or random numbers of all sizes.</summary>
    public TR Replaced<TR>(nn.Module module, TR result) =>
        ReplacesResults && current == this && insideKnownModule == 1 && result is Tensor tensor && tensor.is_floating_point() && module.parameters().Any()
            ? (TR)(object)randn_like(tensor).mul(randn_like(tensor).Times(SpreadOfSizes).exp())
            : result;

    /// <summary>A known module has returned.</summary>
    public void End(nn.Module module, string title, object? result, Func<OnnxCall, IReadOnlyList<OnnxValue>> convert)
    {
        if (current != this || --insideKnownModule > 0)
        {
            return;
        }

        var frame = frames.Pop();
        var results = new List<Tensor?>();
        Sort(result, results, []);
        Append(
            new RecordedCall(frame.Path, title, module, module.training, frame.Inputs, [], [], frame.Others, convert),
            [.. results.OfType<Tensor>().Where(static tensor => !tensor.IsInvalid)]);
        var made = calls[^1].Results;
        foreach (var (tensor, value) in frame.Tensors.Zip(frame.Inputs))
        {
            // A module that works in place leaves its result in its argument, too.
            if (tensor is not null && made.Count > 0 && value!.Origin != ValueOrigin.State
                && !HasValuesOf(tensor, value.Copy) && HasValuesOf(tensor, made[0].Copy))
            {
                seen[tensor] = made[0];
            }
        }
    }

    /// <summary>Ends the record: hooks are gone, calls are no longer written down. The values stay.</summary>
    public void Stop()
    {
        hooks?.Dispose();
        if (current == this)
        {
            current = around;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        foreach (var value in values)
        {
            value.Copy.Dispose();
        }
    }

    private string Place => frames.TryPeek(out var frame) ? frame.Path : place;

    private static bool HasValuesOf(Tensor tensor, Tensor copy)
    {
        if (tensor.IsInvalid || tensor.dtype != copy.dtype || !tensor.shape.AsSpan().SequenceEqual(copy.shape))
        {
            return false;
        }

        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().bytes.SequenceEqual(copy.bytes);
    }

    private static void Sort(object? argument, List<Tensor?> tensors, List<object?> others)
    {
        switch (argument)
        {
            case null:
                tensors.Add(null);
                break;
            case Tensor tensor:
                tensors.Add(tensor);
                break;
            case ITuple tuple:
                for (var i = 0; i < tuple.Length; i++)
                {
                    Sort(tuple[i], tensors, others);
                }

                break;
            case IEnumerable<Tensor> list:
                tensors.AddRange(list);
                break;
            case IEnumerable list and not string:
                others.Add(string.Join(',', list.Cast<object?>()));
                break;
            default:
                others.Add(argument);
                break;
        }
    }

    private void Append(RecordedCall call, IReadOnlyList<Tensor> results)
    {
        var number = calls.Count;
        var name = call.Path.Length == 0 ? call.Title : call.Module is null ? $"{call.Path}/{call.Title}" : call.Path;
        RecordedValue[] made =
        [
            .. results.Select(tensor => Remember(ValueOrigin.Result, results.Count == 1 ? name : $"{name}[{values.Count - number}]", tensor)),
        ];
        foreach (var (tensor, value) in results.Zip(made))
        {
            seen[tensor] = value;
        }

        calls.Add(call with { Results = made });
    }

    private RecordedValue Remember(ValueOrigin origin, string name, Tensor tensor, RecordedValue? changedFrom = null)
    {
        using var scope = NewDisposeScope();
        var copy = tensor.detach().cpu().clone().contiguous().DetachFromDisposeScope();
        var value = new RecordedValue(origin, name, copy) { Place = Place, ChangedFrom = changedFrom };
        values.Add(value);
        return value;
    }

    private sealed record Frame(
        nn.Module Module, string Path, IReadOnlyList<Tensor?> Tensors, IReadOnlyList<RecordedValue?> Inputs, IReadOnlyList<object?> Others);
}
