namespace Gans.Formats.PyTorch;

/// <summary>A name of Python code that a pickle mentions, such as <c>collections.OrderedDict</c>. It is compared, never looked up.</summary>
/// <param name="Module">The module.</param>
/// <param name="Name">The name in it.</param>
internal sealed record PickleGlobal(string Module, string Name)
{
    /// <summary>As Python writes it.</summary>
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>A Python list; its items are not needed beyond their number and order.</summary>
internal sealed class PickleList : List<object?>;

/// <summary>A Python dict or OrderedDict.</summary>
internal sealed class PickleDictionary
{
    /// <summary>The entries in order; keys that come twice are both there.</summary>
    internal List<(object? Key, object? Value)> Entries { get; } = [];
}

/// <summary>Numbers that tensors share, which lie elsewhere in the file.</summary>
/// <param name="Key">Where.</param>
/// <param name="Element">Type of each number.</param>
/// <param name="Count">How many, as the pickle claims.</param>
internal sealed record PickleStorage(string Key, WeightElement Element, long Count);

/// <summary>A tensor: a strided window of a storage.</summary>
/// <param name="Storage">Its numbers.</param>
/// <param name="Offset">Number of the first.</param>
/// <param name="Shape">Sizes along the axes.</param>
/// <param name="Strides">Numbers from one to the next along each axis.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);

/// <summary>An array of NumPy: what BUILD tells it, which is version, shape, element, whether it is in Fortran's order, and bytes.</summary>
internal sealed class PickleArray
{
    /// <summary>What BUILD told it; null as long as nothing did.</summary>
    internal object?[]? State { get; set; }
}

/// <summary>An element type of NumPy.</summary>
/// <param name="Code">Its code, such as <c>u1</c>.</param>
internal sealed record PickleElement(string Code);

/// <summary>Marks on the stack where a tuple, list or dict begins.</summary>
internal sealed class PickleMark
{
    private PickleMark()
    {
    }

    /// <summary>The mark.</summary>
    internal static PickleMark Instance { get; } = new();
}
