using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Training.Batches;
using Gans.Training.Measures;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>One step of a classifier: cross-entropy of its logits with the labels of a batch.</summary>
/// <remarks>Batch, step size and decays are the discriminator's of the settings.</remarks>
internal sealed class ClassifierStep : TrainingStep
{
    private readonly Classifier classifier;
    private readonly GanSettings settings;

    /// <summary>Takes the network over, moves it to a device and makes its optimizer.</summary>
    /// <param name="classifier">The network.</param>
    /// <param name="settings">Batch size and optimizer.</param>
    /// <param name="device">Where to train.</param>
    public ClassifierStep(Classifier classifier, GanSettings settings, Device device)
    {
        (this.classifier, this.settings) = (classifier, settings);
        classifier.to(device);
        Product = new Player(PlayerNames.Classifier, classifier, OptimizerFactory.ForDiscriminator(classifier, settings));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players => [Product];

    /// <inheritdoc/>
    public override Player Product { get; }

    /// <inheritdoc/>
    public override void Run(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        var (images, labels) = batches.Next(settings.DiscriminatorBatchSize);
        var logits = classifier.Run(images, Mode.Train).Logits;
        var loss = nn.functional.cross_entropy(logits, labels!);
        losses.Add(Curves.CrossEntropy, Product.Name, loss);
        losses.AddAccuracy(Shares.Train, HeldOutExam.ShareOf(logits, labels!));
        Product.Optimizer.Minimize(loss);
    }

    /// <inheritdoc/>
    public override Exam ExamOn(PackBatches heldOut) => new HeldOutExam(images => classifier.Run(images, Mode.Inference).Logits, heldOut);
}
