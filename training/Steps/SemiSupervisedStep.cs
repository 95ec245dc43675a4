using Gans.Formats;
using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Loop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Steps;

/// <summary>The classifier on a few labelled images; then discriminator and generator as in any GAN, on all images.</summary>
/// <remarks>
/// Spec 04, S6, after Odena, Semi-Supervised Learning with Generative Adversarial Networks, 2016 (arXiv:1606.01583). Classifier and discriminator are two views
/// of the same weights, or of the same trunk, with optimizer states of their own. The labelled images are chosen once, by the run's seed.
/// With <see cref="DiscriminatorDesign.MultiOutput"/> every update has both targets: images without a label, and generated ones, are of one more class.
/// </remarks>
public sealed class SemiSupervisedStep : TwoPlayerStep
{
    private readonly Discriminator discriminator;
    private readonly GanSettings settings;
    private readonly Device device;
    private readonly int classCount;
    private readonly Player classifier;
    private readonly long choice;
    private IBatchSource? labelled;

    /// <summary>Takes both networks over, moves them to a device and makes their optimizers.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="discriminator">The discriminator, of the settings' design.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="settings">Batch sizes, losses, regularisers, optimizers.</param>
    /// <param name="device">Where to train.</param>
    /// <exception cref="InvalidInputException">Fewer labelled images are asked for than there are classes.</exception>
    public SemiSupervisedStep(Generator generator, Discriminator discriminator, int classCount, GanSettings settings, Device device)
        : base(generator, discriminator, JudgeOf(discriminator, settings), settings, device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (this.discriminator, this.settings, this.device, this.classCount) = (discriminator, settings, device, classCount);
        if (settings.LabelledImages < classCount)
        {
            throw new InvalidInputException(
                $"Option labelled_images: found {settings.LabelledImages}, needed one for each of {classCount} classes. Change that option.");
        }

        classifier = settings.DiscriminatorDesign == DiscriminatorDesign.MultiOutput ? Discriminator : NewClassifier();
        Players = classifier == Discriminator ? base.Players : [.. base.Players, classifier];
        using var drawn = randint(0, int.MaxValue, [1], ScalarType.Int64);
        choice = drawn.item<long>();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players { get; }

    /// <inheritdoc/>
    public override void Run(long step, IBatchSource batches, LossLog losses)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(losses);
        labelled ??= RandomState.Aside(choice, device, () => batches.PickLabelled(settings.LabelledImages / classCount));
        UpdateClassifier(step, losses);
        base.Run(step, batches, losses);
    }

    /// <inheritdoc/>
    public override Examination PrepareExamination(PackBatches heldOut) =>
        new HeldOutAccuracy(images => discriminator.Run(images, null, Mode.Inference).ClassLogits!.slice(1, 0, classCount, 1), heldOut);

    /// <inheritdoc/>
    protected override Tensor? ClassesOf(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return settings.DiscriminatorDesign == DiscriminatorDesign.MultiOutput
            ? full([batch.Images.shape[0]], classCount, ScalarType.Int64, device)
            : null;
    }

    private static Module JudgeOf(Discriminator discriminator, GanSettings settings) => (discriminator, settings?.DiscriminatorDesign) switch
    {
        (HeadedDiscriminator heads, DiscriminatorDesign.Separate) => new ModuleGroup(("trunk", heads.Trunk), ("logit", heads.Logit)),
        _ => discriminator,
    };

    private Player NewClassifier()
    {
        Module trained = discriminator is HeadedDiscriminator { Classes: { } classes } heads
            ? new ModuleGroup(("trunk", heads.Trunk), ("classes", classes))
            : discriminator;
        return new Player("classifier", trained, OptimizerFactory.ForDiscriminator(trained, settings));
    }

    private void UpdateClassifier(long step, LossLog losses)
    {
        using var scope = NewDisposeScope();
        var (images, labels) = labelled!.Next(settings.DiscriminatorBatchSize);
        var outputs = discriminator.Run(Noisy(images, step), null, Mode.Train);
        var classLoss = nn.functional.cross_entropy(outputs.ClassLogits!, labels!);
        losses.Add("classifier", classifier.Name, classLoss);
        losses.AddAccuracy("labelled", HeldOutAccuracy.ShareOf(outputs.ClassLogits!, labels!));
        classifier.Optimizer.Minimize(classifier == Discriminator ? classLoss + LossOfReal(outputs) : classLoss);
    }
}
