using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Losses;
using Gans.Training.Measures;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>What the updates of a translation's step share: networks, loss and optimizers, and how a step's images come about.</summary>
internal abstract class TranslationScene
{
    /// <summary>Takes what both kinds of scenes have.</summary>
    /// <param name="settings">Batch size, losses, optimizers.</param>
    /// <param name="device">Where to train.</param>
    private protected TranslationScene(GanSettings settings, Device device) =>
        (Settings, Device, Loss) = (settings, device, AdversarialLoss.Of(settings.Loss));

    internal GanSettings Settings { get; }

    internal Device Device { get; }

    internal AdversarialLoss Loss { get; }

    /// <summary>All that is trained, in the order of checkpoints.</summary>
    internal abstract IReadOnlyList<Player> Players { get; }

    /// <summary>The player that is averaged.</summary>
    internal abstract Player Product { get; }

    /// <summary>The generators, one a direction: what a run can keep of its earlier epochs.</summary>
    internal abstract IReadOnlyList<Player> Generators { get; }

    /// <summary>What is kept from step to step besides networks and optimizers, by names in checkpoints.</summary>
    internal virtual IReadOnlyList<(string Name, Tensor Value)> Memory => [];

    /// <summary>Draws real images and makes generated ones of them, which no gradient leads back from.</summary>
    internal abstract TranslationRound Draw(IBatchSource batches);

    /// <summary>The real images that pictures show, with the networks that translate them.</summary>
    internal abstract SampleMaker DrawPictures(IBatchSource data, int count);

    /// <summary>Judges the generators by images that they are not trained on.</summary>
    internal abstract Exam ExamOn(PackBatches heldOut);

    /// <summary>A discriminator's loss of patches that are all real, or all generated, with its weight.</summary>
    internal Tensor LossOf(Tensor patches, bool real) =>
        Loss.Discriminator(patches, full_like(patches, Held.Number(real ? 1 : 0))).Times(Settings.DiscriminatorLossWeight);

    /// <summary>Notes how many patches a discriminator told rightly.</summary>
    internal void NoteAccuracy(Tensor patches, bool real, LossLog losses)
    {
        if (Loss.Threshold is { } threshold)
        {
            using var plain = no_grad();
            var calledReal = patches.gt(Held.Number(threshold)).to(ScalarType.Float32).mean();
            losses.AddAccuracy(real ? Shares.Real : Shares.Fake, real ? calledReal : calledReal.From(1));
        }
    }

    /// <summary>Translates images for somebody else's update: as a training pass does, noise included, but outside of the graph.</summary>
    internal static Tensor Translate(ImageTranslator generator, Tensor source)
    {
        using var frozen = generator.Frozen();
        using var plain = no_grad();
        return generator.Run(new TranslatorInput(source), Mode.Train);
    }

    /// <summary>A network of this scene, on its device, with an optimizer.</summary>
    private protected Player NewPlayer(string name, Module network, bool isGenerator)
    {
        network.to(Device);
        return new Player(name, network, isGenerator ? OptimizerFactory.ForGenerator(network, Settings) : OptimizerFactory.ForDiscriminator(network, Settings));
    }
}
