using System.Runtime.InteropServices;

namespace Gans.Torch.Door;

/// <summary>Marshals a call, sends it through the door, gives its results owners, and records it where a trace is on.</summary>
internal static unsafe class Dispatch
{
    private const int ResultCapacity = 256;

    /// <summary>Calls an operator that returns one tensor.</summary>
    public static Tensor Call(this Operator op, params ReadOnlySpan<Argument> arguments)
    {
        var tensor = op.CallUnrecorded(arguments);
        Trace.Current?.Record(op, arguments, [tensor]);
        return tensor;
    }

    /// <summary>As <see cref="Call"/>, but a trace sees the result as a constant when it comes up, with the contents of that moment.</summary>
    public static Tensor CallUnrecorded(this Operator op, params ReadOnlySpan<Argument> arguments)
    {
        var result = default(TaggedValue);
        Invoke(op, arguments, new Span<TaggedValue>(ref result));
        return Tensor.Own(result.Pointer);
    }

    /// <summary>Calls an operator that returns several tensors or a list of them; undefined ones are null.</summary>
    public static Tensor?[] CallMany(this Operator op, params ReadOnlySpan<Argument> arguments)
    {
        Span<TaggedValue> results = stackalloc TaggedValue[ResultCapacity];
        var count = Invoke(op, arguments, results);
        var tensors = new List<Tensor?>(count);
        foreach (var result in results[..count])
        {
            if (result.Tag != Tag.TensorList)
            {
                tensors.Add(result.Tag == Tag.Tensor ? Tensor.Own(result.Pointer) : null);
            }
        }

        Tensor?[] made = [.. tensors];
        Trace.Current?.Record(op, arguments, made);
        return made;
    }

    /// <summary>Calls an operator for its effect on its arguments.</summary>
    public static void CallInPlace(this Operator op, params ReadOnlySpan<Argument> arguments)
    {
        Trace.Current?.RejectInPlace(op);
        Span<TaggedValue> results = stackalloc TaggedValue[ResultCapacity];
        var count = Invoke(op, arguments, results);
        foreach (var result in results[..count])
        {
            if (result.Tag == Tag.Tensor)
            {
                TorchRuntime.Door.Free(result.Pointer);
            }
        }
    }

    private static int Invoke(Operator op, ReadOnlySpan<Argument> arguments, Span<TaggedValue> results)
    {
        var room = 0;
        foreach (ref readonly var argument in arguments)
        {
            room += argument.ListLength();
        }

        Span<TaggedValue> values = stackalloc TaggedValue[arguments.Length];
        if (room <= 128)
        {
            var lists = stackalloc long[room + 1];
            return Invoke(op, arguments, values, lists, results);
        }

        // Optimizers pass lists of hundreds of parameters.
        var rented = new long[room];
        fixed (long* lists = rented)
        {
            return Invoke(op, arguments, values, lists, results);
        }
    }

    private static int Invoke(Operator op, ReadOnlySpan<Argument> arguments, Span<TaggedValue> values, long* lists, Span<TaggedValue> results)
    {
        var held = 0;
        try
        {
            for (; held < arguments.Length; held++)
            {
                lists = Pass(in arguments[held], ref values[held], lists);
            }

            return TorchRuntime.Door.Call(op.Handle, values, results);
        }
        finally
        {
            for (var i = 0; i < held; i++)
            {
                LetGo(in arguments[i], values[i]);
            }
        }
    }

    private static long* Pass(ref readonly Argument argument, ref TaggedValue value, long* lists)
    {
        value.Tag = argument.Tag;
        value.Count = argument.ListLength();
        switch (argument.Reference)
        {
            case null:
                value.Integer = argument.Bits;
                return lists;
            case Tensor tensor:
                value.Pointer = tensor.Hold();
                return lists;
            case string text:
                value.Pointer = Marshal.StringToCoTaskMemUTF8(text);
                return lists;
            case long[] integers:
                integers.CopyTo(new Span<long>(lists, integers.Length));
                break;
            case double[] reals:
                MemoryMarshal.Cast<double, long>(reals.AsSpan()).CopyTo(new Span<long>(lists, reals.Length));
                break;
            case Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++)
                {
                    lists[i] = tensors[i] is { } tensor ? tensor.Hold() : 0;
                }

                break;
        }

        value.Pointer = (nint)lists;
        return lists + value.Count;
    }

    private static void LetGo(ref readonly Argument argument, TaggedValue value)
    {
        switch (argument.Reference)
        {
            case Tensor tensor:
                tensor.LetGo();
                break;
            case string:
                Marshal.FreeCoTaskMem(value.Pointer);
                break;
            case Tensor?[] tensors:
                foreach (var tensor in tensors)
                {
                    tensor?.LetGo();
                }

                break;
        }
    }
}
