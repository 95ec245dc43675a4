namespace Gans.Training.Measures;

/// <summary>A loss became infinite or no number.</summary>
/// <param name="step">The step that computed it.</param>
/// <param name="loss">The loss' name.</param>
/// <param name="network">The network that is updated by it.</param>
/// <param name="value">What it was.</param>
internal sealed class NonFiniteLossException(long step, string loss, string network, double value)
    : Exception(FormattableString.Invariant($"step {step}, network {network}: the loss {loss} is {value}"))
{
    /// <summary>The step that computed it.</summary>
    public long Step { get; } = step;

    /// <summary>The network that is updated by it.</summary>
    public string Network { get; } = network;
}
