using Gans.Models;
using Gans.Torch;
using Gans.Training.Batches;
using Gans.Training.Loop;

namespace Gans.Training.Steps;

/// <summary>One update of a family of GANs: which network sees which samples, in which mode and in which order.</summary>
/// <remarks>It owns its networks and optimizers. The loop around it knows nothing of the family.</remarks>
public abstract class GanStep : IDisposable
{
    /// <summary>Name of the player whose network is exported, in checkpoints and messages.</summary>
    public const string GeneratorName = "generator";

    /// <summary>All that is trained, in the order of checkpoints.</summary>
    public abstract IReadOnlyList<Player> Players { get; }

    /// <summary>The player whose images count: it is sampled, averaged and exported.</summary>
    public abstract Player Generator { get; }

    /// <summary>The step of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="data">Shape of the data.</param>
    /// <param name="device">Where to train. First weights are drawn from the CPU's generator on any device.</param>
    public static GanStep Create(GanModel model, GanSettings settings, DataShape data, Device device)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Rule switch
        {
            UpdateRule.TwoPlayer => new TwoPlayerStep(model.CreateGenerator(settings, data), model.CreateDiscriminator(settings, data), settings, device),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Rule, "Not an update rule."),
        };
    }

    /// <summary>Makes one update of all players.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="batches">Real images.</param>
    /// <param name="losses">Where losses are noted.</param>
    public abstract void Run(long step, IBatchSource batches, LossLog losses);

    /// <summary>Draws what samples are made from, now, from the device's generator.</summary>
    /// <param name="count">Number of samples.</param>
    public abstract SampleMaker PrepareSamples(int count);

    /// <summary>Frees networks and optimizers.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees networks and optimizers.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var player in Players)
            {
                player.Optimizer.Dispose();
                player.Network.Dispose();
            }
        }
    }
}
