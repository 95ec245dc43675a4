using Gans.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>A running mean of a network's weights, which makes smoother images than the last weights do.</summary>
/// <remarks>
/// Yazici et al., The Unusual Effectiveness of Averaging in GAN Training, 2018 (arXiv:1806.04498). After step t the mean moves by 1 - min(decay, (1 + t) / (10
/// + t)) towards the weights, so that the first weights are soon forgotten. Running statistics are copied as they are.
/// </remarks>
internal sealed class ExponentialMovingAverage : IDisposable
{
    private readonly double decay;
    private readonly (string Name, Tensor Value)[] live;
    private readonly (string Name, Tensor Value)[] means;
    private readonly int parameterCount;

    /// <summary>Starts at the present weights.</summary>
    /// <param name="network">The network, on its device.</param>
    /// <param name="decay">Share of the mean that stays at each step, (0, 1).</param>
    public ExponentialMovingAverage(Module network, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        using var plain = no_grad();
        this.decay = decay;
        live = [.. network.NamedState()];
        means = Array.ConvertAll(live, entry => (entry.Name, entry.Value.clone().DetachFromDisposeScope()));
        parameterCount = network.named_parameters().Count();
    }

    /// <summary>The means, named as the network's state.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> State => means;

    /// <summary>Moves the means towards the weights.</summary>
    /// <param name="step">The step that the weights have just made, from 1.</param>
    /// <param name="share">Steps that it counts for.</param>
    public void Update(long step, double share = 1)
    {
        using var plain = no_grad();
        var weight = 1 - Math.Min(Math.Pow(decay, share), (1.0 + step) / (10.0 + step));
        for (var i = 0; i < live.Length; i++)
        {
            if (i < parameterCount)
            {
                means[i].Value.lerp_(live[i].Value, weight);
            }
            else
            {
                means[i].Value.copy_(live[i].Value);
            }
        }
    }

    /// <summary>Puts the means into the network until the result is disposed; then the weights are back, bit for bit.</summary>
    public IDisposable Apply()
    {
        Exchange();
        return new Applied(this);
    }

    /// <summary>Frees the means.</summary>
    public void Dispose() => Array.ForEach(means, entry => entry.Value.Dispose());

    private void Exchange()
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        for (var i = 0; i < live.Length; i++)
        {
            var weights = live[i].Value.clone();
            live[i].Value.copy_(means[i].Value);
            means[i].Value.copy_(weights);
        }
    }

    private sealed class Applied(ExponentialMovingAverage average) : IDisposable
    {
        public void Dispose() => average.Exchange();
    }
}
