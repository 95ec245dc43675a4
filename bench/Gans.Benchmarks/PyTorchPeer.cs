using System.Globalization;
using System.Text.Json;

namespace Gans.Benchmarks;

/// <summary>What the peer's script measured.</summary>
/// <param name="StepsPerSecond">Training steps a second after the warm-up.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Version">PyTorch's version.</param>
/// <param name="Threads">Threads that one operator used.</param>
internal sealed record PeerSpeed(double StepsPerSecond, string Device, string Version, int Threads);

/// <summary>The same training in plain PyTorch, as a process of its own: <c>bench/peer/dcgan_fashion.py</c>.</summary>
internal static class PyTorchPeer
{
    /// <summary>The interpreter that bench/run found PyTorch in.</summary>
    private static readonly string Python = Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Trains some steps and gives the speed.</summary>
    /// <param name="pack">Folder of the dataset pack.</param>
    /// <param name="steps">Steps that are timed.</param>
    /// <param name="warmUp">Steps before these.</param>
    /// <param name="threads">Threads that one operator may use; null for PyTorch's own choice.</param>
    public static PeerSpeed Train(string pack, int steps, int warmUp, int? threads)
    {
        List<string> arguments = ["bench/peer/dcgan_fashion.py", pack, Text(steps), Text(warmUp)];
        if (threads is { } count)
        {
            arguments.Add(Text(count));
        }

        return JsonSerializer.Deserialize<PeerSpeed>(Machine.Output(Python, [.. arguments]), Names)!;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
