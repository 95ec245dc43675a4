using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Training.Batches;
using Gans.Training.Loop;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>One step of a classifier: cross-entropy of its logits with the labels of a batch.</summary>
/// <remarks>Batch, step size and decays are the discriminator's of the settings.</remarks>
public sealed class ClassifierStep : TrainingStep
{
    /// <summary>Name of the only player, in checkpoints and messages.</summary>
    public const string ClassifierName = "classifier";

    private readonly Classifier classifier;
    private readonly GanSettings settings;

    /// <summary>Takes the network over, moves it to a device and makes its optimizer.</summary>
    /// <param name="classifier">The network.</param>
    /// <param name="settings">Batch size and optimizer.</param>
    /// <param name="device">Where to train.</param>
    public ClassifierStep(Classifier classifier, GanSettings settings, Device device)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(settings);
        (this.classifier, this.settings) = (classifier, settings);
        classifier.to(device);
        Product = new Player(ClassifierName, classifier, OptimizerFactory.ForDiscriminator(classifier, settings));
        Players = [Product];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players { get; }

    /// <inheritdoc/>
    public override Player Product { get; }

    /// <inheritdoc/>
    public override void Run(long step, IBatchSource batches, LossLog losses)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(losses);
        using var scope = NewDisposeScope();
        var (images, labels) = batches.Next(settings.DiscriminatorBatchSize);
        var logits = classifier.Run(images, Mode.Train).Logits;
        var loss = nn.functional.cross_entropy(logits, labels!);
        losses.Add("cross_entropy", ClassifierName, loss);
        losses.AddAccuracy("train", HeldOutAccuracy.ShareOf(logits, labels!));
        Product.Optimizer.Minimize(loss);
    }

    /// <inheritdoc/>
    public override Examination PrepareExamination(PackBatches heldOut) =>
        new HeldOutAccuracy(images => classifier.Run(images, Mode.Inference).Logits, heldOut);
}
