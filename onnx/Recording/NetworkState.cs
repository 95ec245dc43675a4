using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gans.Onnx.Recording;

/// <summary>The modules of a network with their paths, and its parameters and buffers with theirs.</summary>
internal sealed class NetworkState
{
    private readonly Dictionary<Tensor, string> paths = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Path, nn.Module Module)> modules = [];

    public NetworkState(nn.Module network)
    {
        Network = network;
        Walk(network, string.Empty, new HashSet<nn.Module>(ReferenceEqualityComparer.Instance));
    }

    /// <summary>The root.</summary>
    public nn.Module Network { get; }

    /// <summary>All modules, parents first, each once, under the path by which it is reached first.</summary>
    public IReadOnlyList<(string Path, nn.Module Module)> Modules => modules;

    /// <summary>Parameters and buffers by path.</summary>
    public IEnumerable<(string Path, Tensor Value)> Values => paths.Select(static entry => (entry.Value, entry.Key));

    /// <summary>
    /// A hash of the bytes of each parameter and buffer, by path. Not of all: in inference, too, libtorch writes the running statistics of
    /// InstanceNorm anew, as the mean of equal numbers, which rounds.
    /// </summary>
    public IReadOnlyDictionary<string, int> Hashes()
    {
        using var scope = NewDisposeScope();
        var rewritten = modules.Where(static entry => entry.Module is InstanceNorm)
            .SelectMany(static entry => (string[])[Join(entry.Path, "running_mean"), Join(entry.Path, "running_var")]).ToHashSet();
        return paths.Where(entry => !rewritten.Contains(entry.Value)).ToDictionary(static entry => entry.Value, static entry =>
        {
            var hash = default(HashCode);
            hash.AddBytes(entry.Key.detach().cpu().contiguous().bytes);
            return hash.ToHashCode();
        });
    }

    /// <summary>The path of a parameter or buffer, also where TorchSharp gives it as a new object over the same memory; null for other tensors.</summary>
    public string? PathOf(Tensor tensor)
    {
        if (paths.TryGetValue(tensor, out var path))
        {
            return path;
        }

        foreach (var (value, candidate) in paths)
        {
            if (SharesMemory(tensor, value))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool SharesMemory(Tensor left, Tensor right) =>
        left.device_type == DeviceType.CPU && right.device_type == DeviceType.CPU && left.dtype == right.dtype && left.numel() > 0
        && left.shape.SequenceEqual(right.shape) && left.is_contiguous() && right.is_contiguous()
        && Unsafe.AreSame(ref MemoryMarshal.GetReference(left.bytes), ref MemoryMarshal.GetReference(right.bytes));

    private void Walk(nn.Module module, string path, HashSet<nn.Module> seen)
    {
        if (!seen.Add(module))
        {
            return;
        }

        modules.Add((path, module));
        foreach (var (name, parameter) in module.named_parameters(recurse: false))
        {
            paths.TryAdd(parameter, Join(path, name));
        }

        foreach (var (name, buffer) in module.named_buffers(recurse: false))
        {
            paths.TryAdd(buffer, Join(path, name));
        }

        foreach (var (name, child) in module.named_children())
        {
            Walk(child, Join(path, name), seen);
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
