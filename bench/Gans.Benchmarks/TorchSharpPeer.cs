using System.Globalization;
using System.Text.Json;

namespace Gans.Benchmarks;

/// <summary>
/// The same training in plain TorchSharp, as a process of its own that keeps libtorch's and the system's settings: <c>bench/peer/PlainTorchSharp</c>.
/// </summary>
internal static class TorchSharpPeer
{
    private const string Program = "build/bin/PlainTorchSharp/release/PlainTorchSharp.dll";

    /// <summary>Trains some steps and gives the speed.</summary>
    /// <param name="steps">Steps that are timed.</param>
    /// <param name="warmUp">Steps before these.</param>
    /// <param name="work">Which work, other than the DCGAN's training: <c>pix2pix</c>, <c>translate</c> with its generator, or <c>stylegan</c>.</param>
    public static PeerSpeed Train(int steps, int warmUp, params string[] work)
    {
        string[] arguments = [Program, steps.ToString(CultureInfo.InvariantCulture), warmUp.ToString(CultureInfo.InvariantCulture), .. work];
        return JsonSerializer.Deserialize<PeerSpeed>(Machine.Output("dotnet", arguments), PeerSpeed.Names)!;
    }
}
