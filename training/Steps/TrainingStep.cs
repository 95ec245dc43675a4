using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Losses;
using Gans.Training.Measures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>One update of all networks of a training: which sees which samples, in which mode and in which order.</summary>
/// <remarks>It owns its networks and optimizers. The loop around it knows nothing of the family.</remarks>
internal abstract class TrainingStep : IDisposable
{
    /// <summary>All that is trained, in the order of checkpoints.</summary>
    public abstract IReadOnlyList<Player> Players { get; }

    /// <summary>All networks by their names in checkpoints. Players may share one, or train parts of it.</summary>
    public virtual IReadOnlyList<(string Name, Module Network)> Networks => [.. Players.Select(player => (player.Name, player.Network))];

    /// <summary>The player that the training is for: it is averaged and exported.</summary>
    public abstract Player Product { get; }

    /// <summary>Makes one update of all players.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="batches">Real images.</param>
    /// <param name="losses">Where losses are noted.</param>
    public abstract void Run(long step, IBatchSource batches, LossLog losses);

    /// <summary>What it remembers besides networks and optimizers, by names in checkpoints: tensors of fixed shapes.</summary>
    public virtual IReadOnlyList<(string Name, Tensor Value)> Memory => [];

    /// <summary>
    /// The scale of its losses, where these alone tell how the training is going; null where samples are looked at too, or losses have no scale.
    /// </summary>
    public virtual BlindLoss? Blind => null;

    /// <summary>Pictures of samples that are enough to look at.</summary>
    public virtual int UsualSamples => 100;

    /// <summary>Draws what samples are made from, now, from the device's generator.</summary>
    /// <param name="count">Number of samples.</param>
    /// <returns>Null where the networks make no images.</returns>
    public virtual SampleMaker? DrawSamples(int count) => null;

    /// <summary>The generator as a scorer sees it; null where the networks make no images from latents.</summary>
    /// <param name="range">What the networks take for black and for white.</param>
    public virtual IScoredGenerator? Scored(PixelRange range) => null;

    /// <summary>The players whose networks can be kept at ends of epochs: what an export makes samples with. None where they make none.</summary>
    public virtual IReadOnlyList<Player> Kept => [];

    /// <summary>Draws what pictures of samples are made from, now: from data where samples are made of these.</summary>
    /// <param name="data">The data that are shown.</param>
    /// <param name="count">Number of samples.</param>
    /// <returns>Null where the networks make no images.</returns>
    public virtual SampleMaker? DrawPictures(IBatchSource data, int count) => DrawSamples(count);

    /// <summary>Statistics of the product's batch normalisations for pictures of it; null where the training's own are taken.</summary>
    public virtual StandingStatistics? Standing() => null;

    /// <summary>An exam of the product by images that it is not trained on.</summary>
    /// <param name="heldOut">The images, of the training data's shape and classes.</param>
    /// <returns>Null where such images say nothing of the product.</returns>
    public virtual Exam? ExamOn(PackBatches heldOut) => null;

    /// <summary>An exam of the discriminator: how many images it tells in inference mode. What fakes are made from is drawn now.</summary>
    /// <param name="real">Real images; owned from now on.</param>
    /// <param name="every">Epochs between exams.</param>
    /// <returns>Null where nobody tells real from generated images, or scores have no zero.</returns>
    public virtual Exam? AccuracyOn(Batch real, int every) => null;

    /// <summary>Frees networks and optimizers.</summary>
    public void Dispose()
    {
        foreach (var player in Players)
        {
            player.Optimizer.Dispose();
            player.Network.Dispose();
        }

        foreach (var (_, value) in Memory)
        {
            value.Dispose();
        }
    }
}
