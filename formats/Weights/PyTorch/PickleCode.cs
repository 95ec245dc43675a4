using System.Text;

namespace Gans.Formats.PyTorch;

/// <summary>The only names of code that files of tensors need, and what each stands for here.</summary>
internal static class PickleCode
{
    private const string TorchModule = "torch";
    private const int LongestKey = 100;   // torch.save counts storages

    private static readonly Dictionary<string, WeightElement> Storages = new(StringComparer.Ordinal)
    {
        ["BoolStorage"] = WeightElement.Bool,
        ["ByteStorage"] = WeightElement.UInt8,
        ["CharStorage"] = WeightElement.Int8,
        ["ShortStorage"] = WeightElement.Int16,
        ["IntStorage"] = WeightElement.Int32,
        ["LongStorage"] = WeightElement.Int64,
        ["HalfStorage"] = WeightElement.Float16,
        ["BFloat16Storage"] = WeightElement.BFloat16,
        ["FloatStorage"] = WeightElement.Float32,
        ["DoubleStorage"] = WeightElement.Float64,
    };

    /// <summary>Makes what an argument stands for, of so many bytes, or gives what was made of that argument before.</summary>
    internal delegate object Making(object argument, long size, Func<object> make);

    /// <summary>What a call stands for.</summary>
    /// <param name="code">The name.</param>
    /// <param name="arguments">What it is called with.</param>
    /// <param name="make">Makes values that may be large; one argument may come in any number of calls.</param>
    /// <exception cref="InvalidDataException">Another name, or other arguments than PyTorch's.</exception>
    internal static object? Call(PickleGlobal code, object?[] arguments, Making make) => (code.ToString(), arguments) switch
    {
        ("collections.OrderedDict", []) => new PickleDictionary(),
        ("torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor", [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..]) =>
            new PickleTensor(storage, offset, Numbers(shape, make), Numbers(strides, make)),
        ("torch._utils._rebuild_parameter", [PickleTensor tensor, ..]) => tensor,
        ("torch.Size", [object?[] sizes]) => sizes,
        ("numpy.core.multiarray._reconstruct" or "numpy._core.multiarray._reconstruct", [PickleGlobal { Name: "ndarray" }, ..]) => new PickleArray(),
        ("numpy.dtype", [var element, ..]) => new PickleElement(Word(element)),
        ("_codecs.encode", [string text, "latin1"]) => make(text, text.Length, () => Encoding.Latin1.GetBytes(text)),   // how Python 3 gives bytes to Python 2
        _ => throw new InvalidDataException(
            $"a call of {Shown(code)} with {arguments.Length} arguments, which is no tensor. It was not run; if the file is yours, save its state_dict alone"),
    };

    /// <summary>The storage that a persistent id names: ('storage', type, key, device, count), and in older files a view, which must be none.</summary>
    /// <exception cref="InvalidDataException">It names something else.</exception>
    internal static PickleStorage Storage(object? id) =>
        id is object?[] and ["storage", PickleGlobal { Module: TorchModule } type, string { Length: <= LongestKey } key, string, long count, ..] parts
        && parts is { Length: 5 } or { Length: 6 } and [.., null]
        && Storages.TryGetValue(type.Name, out var element)
            ? new PickleStorage(key, element, count)
            : throw new InvalidDataException("a reference that is no storage of numbers in the pickle");

    /// <summary>A text, in whichever Python it was written.</summary>
    internal static string Word(object? text) => text switch { string word => word, byte[] bytes => Encoding.Latin1.GetString(bytes), _ => "" };

    private static long[] Numbers(object?[] values, Making make) => (long[])make(values, sizeof(long) * (long)values.Length, () => Array.ConvertAll(
        values,
        static value => value is long number and >= 0 ? number : throw new InvalidDataException("a shape that is no list of whole numbers in the pickle")));

    private static string Shown(PickleGlobal code)
    {
        const int Longest = 80;
        var name = code.ToString();
        return name.Length > Longest ? name[..Longest] + "..." : name;
    }
}
