using System.Security.Cryptography;
using System.Text;
using Gans.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>Names a network's weights by their content.</summary>
internal static class WeightsDigest
{
    /// <summary>SHA-256 over each weight and running statistic, in order: a line of name, type and shape, then its bytes.</summary>
    /// <param name="network">The network.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    internal static string Of(Module network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in network.NamedState())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {value.dtype} [{string.Join(", ", value.shape)}]\n"));
            hash.AppendData(Bytes(value));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Bytes(Tensor value)
    {
        using var scope = NewDisposeScope();
        return value.detach().contiguous().bytes.ToArray();
    }
}
