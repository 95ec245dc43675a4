using System.Runtime.InteropServices;
using Gans.Formats;
using Gans.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Checkpoints;

/// <summary>Named tensors in a safetensors file.</summary>
internal static class TensorFile
{
    /// <summary>Writes tensors from any device.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, their names all different.</param>
    public static void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        SafetensorsFile.Write(path, [.. tensors.Select(tensor => new SafetensorsEntry(
            tensor.Name, TypeOf(tensor.Value), tensor.Value.shape, stream => WriteValues(tensor.Value, stream)))]);
    }

    /// <summary>Fills tensors with what a file holds under their names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="targets">The tensors to fill, on any device.</param>
    /// <param name="isOthers">Says of a name whether it may be in the file without being among the targets; null for none.</param>
    /// <exception cref="InvalidInputException">A tensor is missing, unknown or of another type or shape.</exception>
    public static void Read(string path, IEnumerable<(string Name, Tensor Value)> targets, Predicate<string>? isOthers = null)
    {
        using var file = SafetensorsFile.Open(path);
        using var plain = no_grad();
        var unknown = file.Tensors.Keys.Where(name => isOthers is null || !isOthers(name)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, target) in targets)
        {
            unknown.Remove(name);
            var found = file.Tensors.GetValueOrDefault(name);
            if (found is null || found.Type != TypeOf(target) || !found.Shape.SequenceEqual(target.shape))
            {
                var what = found is null ? "nothing" : $"{found.Type} [{string.Join(", ", found.Shape)}]";
                throw new InvalidInputException(
                    $"Reading {path}: found {what} under {name}, needed {TypeOf(target)} [{string.Join(", ", target.shape)}]. The file is of another network.");
            }

            using var values = empty(target.shape, target.dtype);
            values.bytes = file.GetBytes(name).ToArray();
            target.copy_(values);
        }

        if (unknown.Order(StringComparer.Ordinal).FirstOrDefault() is { } extra)
        {
            throw new InvalidInputException($"Reading {path}: found {extra}, which the network does not have. The file is of another network.");
        }
    }

    /// <summary>Tensors of one network of several in a file: under its name and a point.</summary>
    /// <param name="prefix">The network's name.</param>
    /// <param name="tensors">Its tensors.</param>
    public static IEnumerable<(string Name, Tensor Value)> Prefixed(string prefix, IEnumerable<(string Name, Tensor Value)> tensors) =>
        tensors.Select(entry => ($"{prefix}.{entry.Name}", entry.Value));

    /// <summary>Fills one network of those in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">The network's name there.</param>
    /// <param name="network">The network, of equal shape.</param>
    /// <exception cref="InvalidInputException">The file is missing, damaged, of another network or without such a part.</exception>
    public static void ReadNetwork(string path, string prefix, Module network) =>
        Read(path, Prefixed(prefix, network.NamedState()), name => !name.StartsWith(prefix + ".", StringComparison.Ordinal));

    /// <summary>Fills what of one network a file has under equal names, with equal types and shapes, and leaves the rest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">The network's name there.</param>
    /// <param name="network">The network.</param>
    /// <returns>How many of its tensors were filled, and how many it has.</returns>
    /// <exception cref="InvalidInputException">The file is missing or damaged.</exception>
    public static (int Fits, int All) ReadWhatFits(string path, string prefix, Module network)
    {
        using var file = SafetensorsFile.Open(path);
        using var plain = no_grad();
        var targets = Prefixed(prefix, network.NamedState()).ToList();
        var fitting = targets.FindAll(target =>
            file.Tensors.GetValueOrDefault(target.Name) is { } found && found.Type == TypeOf(target.Value) && found.Shape.SequenceEqual(target.Value.shape));
        foreach (var (name, target) in fitting)
        {
            using var values = empty(target.shape, target.dtype);
            values.bytes = file.GetBytes(name).ToArray();
            target.copy_(values);
        }

        return (fitting.Count, targets.Count);
    }

    /// <summary>The values of a tensor of whole numbers; null where the file has none of that name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidInputException">The file is missing or damaged.</exception>
    public static long[]? TryReadNumbers(string path, string name)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Tensors.GetValueOrDefault(name)?.Type == WeightElement.Int64 ? MemoryMarshal.Cast<byte, long>(file.GetBytes(name)).ToArray() : null;
    }

    /// <summary>Values in the order of their axes, whatever their order in memory.</summary>
    private static void WriteValues(Tensor tensor, Stream stream)
    {
        using var scope = NewDisposeScope();
        stream.Write(tensor.detach().cpu().contiguous().bytes);
    }

    private static WeightElement TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Byte => WeightElement.UInt8,
        ScalarType.Int32 => WeightElement.Int32,
        ScalarType.Int64 => WeightElement.Int64,
        ScalarType.Float16 => WeightElement.Float16,
        ScalarType.Float32 => WeightElement.Float32,
        ScalarType.Float64 => WeightElement.Float64,
        ScalarType.Bool => WeightElement.Bool,
        ScalarType.BFloat16 => WeightElement.BFloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(tensor), tensor.dtype, "Not a type of safetensors."),
    };
}
