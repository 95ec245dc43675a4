namespace Gans.Formats.PyTorch;

/// <summary>Finds the tensors in what a pickle held, and fills them.</summary>
internal static class StateDict
{
    /// <summary>Keys under which people keep the state_dict beside other things.</summary>
    private static readonly string[] Wrappers = ["state_dict", "model_state_dict", "model", "params_ema", "params"];

    /// <summary>The tensors by name: of the dict itself, or of the one that it holds under a usual key.</summary>
    /// <exception cref="InvalidDataException">There are none, or two of one name.</exception>
    internal static OrderedDictionary<string, PickleTensor> Find(object? root)
    {
        if (root is not PickleDictionary dictionary)
        {
            throw new InvalidDataException("no dict of tensors in the pickle; save the model's state_dict");
        }

        var tensors = Collect(dictionary);
        foreach (var wrapper in Wrappers.TakeWhile(_ => tensors.Count == 0))
        {
            tensors = dictionary.Entries.Find(entry => entry.Key as string == wrapper).Value is PickleDictionary inner ? Collect(inner) : tensors;
        }

        return tensors.Count > 0 ? tensors : throw new InvalidDataException("a dict without tensors in the pickle; save the model's state_dict");
    }

    /// <summary>The tensor's values in C order.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">Where they lie.</param>
    /// <param name="storage">The storage's values.</param>
    /// <exception cref="InvalidDataException">It reaches outside its storage, or is larger than it.</exception>
    internal static WeightTensor Fill(string name, PickleTensor tensor, float[] storage)
    {
        if (tensor.Shape.Length > ArrayShape.MaximumRank)
        {
            throw new InvalidDataException($"'{name}' of {tensor.Shape.Length:N0} axes");
        }

        var count = ArrayShape.ByteCount(tensor.Shape, 1) ?? long.MaxValue;
        if (count > storage.Length || tensor.Shape.Length != tensor.Strides.Length || LastIndex(tensor) >= storage.Length)
        {
            throw new InvalidDataException(
                $"'{name}' {ArrayShape.Text(tensor.Shape)} with strides {ArrayShape.Text(tensor.Strides)} from number {tensor.Offset:N0} of a storage of "
                + $"{storage.Length:N0}");
        }

        var values = new float[count];
        var index = new long[tensor.Shape.Length];
        var at = tensor.Offset;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = storage[at];
            for (var axis = index.Length - 1; axis >= 0; axis--)
            {
                at += tensor.Strides[axis];
                if (++index[axis] < tensor.Shape[axis])
                {
                    break;
                }

                at -= tensor.Strides[axis] * tensor.Shape[axis];
                index[axis] = 0;
            }
        }

        return new WeightTensor(name, tensor.Shape, values);
    }

    private static OrderedDictionary<string, PickleTensor> Collect(PickleDictionary dictionary)
    {
        var tensors = new OrderedDictionary<string, PickleTensor>(StringComparer.Ordinal);
        foreach (var (key, value) in dictionary.Entries)
        {
            if (key is string name && value is PickleTensor tensor && !tensors.TryAdd(name, tensor))
            {
                throw new InvalidDataException($"'{name}' twice in the pickle");
            }
        }

        return tensors;
    }

    /// <summary>The number in the storage of the last element; -1 of a tensor without elements.</summary>
    private static Int128 LastIndex(PickleTensor tensor) => tensor.Shape.Contains(0)
        ? -1
        : tensor.Shape.Zip(tensor.Strides).Aggregate((Int128)tensor.Offset, (sum, axis) => sum + ((Int128)(axis.First - 1) * axis.Second));
}
