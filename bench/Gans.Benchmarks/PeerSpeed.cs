using System.Text.Json;

namespace Gans.Benchmarks;

/// <summary>What a peer measured of training.</summary>
/// <param name="StepsPerSecond">Training steps a second after the warm-up.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Version">The peer's version.</param>
/// <param name="Threads">Threads that one operator used.</param>
internal sealed record PeerSpeed(double StepsPerSecond, string Device, string Version, int Threads)
{
    /// <summary>How peers write their names.</summary>
    public static JsonSerializerOptions Names { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
