using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Training.Batches;
using Gans.Training.Loop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>One update of a family of networks: which network sees which samples, in which mode and in which order.</summary>
/// <remarks>It owns its networks and optimizers. The loop around it knows nothing of the family.</remarks>
public abstract class TrainingStep : IDisposable
{
    /// <summary>All that is trained, in the order of checkpoints.</summary>
    public abstract IReadOnlyList<Player> Players { get; }

    /// <summary>All networks by their names in checkpoints. Players may share one, or train parts of it.</summary>
    public virtual IReadOnlyList<(string Name, Module Network)> Networks => [.. Players.Select(player => (player.Name, player.Network))];

    /// <summary>The player that the training is for: it is averaged and exported.</summary>
    public abstract Player Product { get; }

    /// <summary>The step of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="data">Shape of the data.</param>
    /// <param name="device">Where to train. First weights are drawn from the CPU's generator on any device.</param>
    public static TrainingStep Create(TrainableModel model, GanSettings settings, DataShape data, Device device)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        TrainingStep step = model switch
        {
            GanModel gan => Create(gan, settings, data, device),
            ClassifierModel classifier => new ClassifierStep(classifier.CreateClassifier(settings, data), settings, device),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Name, "No step updates this model."),
        };
        foreach (var (_, network) in step.Networks)
        {
            network.UsePrecision(settings.Precision);
        }

        return step;
    }

    /// <summary>Makes one update of all players.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="batches">Real images.</param>
    /// <param name="losses">Where losses are noted.</param>
    public abstract void Run(long step, IBatchSource batches, LossLog losses);

    /// <summary>Draws what samples are made from, now, from the device's generator.</summary>
    /// <param name="count">Number of samples.</param>
    /// <returns>Null where the networks make no images.</returns>
    public virtual SampleMaker? PrepareSamples(int count) => null;

    /// <summary>Statistics of the product's batch normalisations for pictures of it; null where the training's own are taken.</summary>
    internal virtual StandingStatistics? PrepareStanding() => null;

    /// <summary>Prepares to judge the product on images that it is not trained on.</summary>
    /// <param name="heldOut">The images, of the training data's shape and classes.</param>
    /// <returns>Null where such images say nothing of the product.</returns>
    public virtual Examination? PrepareExamination(PackBatches heldOut) => null;

    /// <summary>Frees networks and optimizers.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private static TwoPlayerStep Create(GanModel model, GanSettings settings, DataShape data, Device device)
    {
        var (generator, discriminator) = (model.CreateGenerator(settings, data), model.CreateDiscriminator(settings, data));
        FirstWeights.Draw(generator, settings.InitialDeviation);
        FirstWeights.Draw(discriminator, settings.InitialDeviation);
        return model.Rule switch
        {
            UpdateRule.TwoPlayer => new TwoPlayerStep(generator, discriminator, settings, device),
            UpdateRule.InfoGan => new InfoGanStep(generator, (HeadedDiscriminator)discriminator, settings, device),
            UpdateRule.SemiSupervised => new SemiSupervisedStep(generator, discriminator, data.ClassCount, settings, device),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Rule, "Not an update rule."),
        };
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
