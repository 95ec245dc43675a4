using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Measures;
using Gans.Training.Native;
using Gans.Training.Optimizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>One update of a discriminator as a classifier, on a few labelled images.</summary>
/// <remarks>
/// Chapter 20 of Brownlee, after Odena, Semi-Supervised Learning with Generative Adversarial Networks, 2016 (arXiv:1606.01583). Classifier and
/// discriminator are two views of the same weights, or of the same trunk, with optimizer states of their own. The labelled images are chosen once, by the
/// run's seed. With <see cref="DiscriminatorDesign.MultiOutput"/> every update has both targets: images without a label, and generated ones, are of one more
/// class.
/// </remarks>
internal sealed class ClassifierTurn : IUpdate
{
    private readonly Scene scene;
    private readonly int classCount;
    private readonly Player classifier;
    private readonly long choice;
    private IBatchSource? labelled;

    /// <summary>Makes the classifier's optimizer and draws the seed of the labelled images.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="classCount">Number of classes.</param>
    internal ClassifierTurn(Scene scene, int classCount)
    {
        (this.scene, this.classCount) = (scene, classCount);
        classifier = TrainsBoth ? scene.DiscriminatorPlayer : NewClassifier(scene.Discriminator, scene.Settings);
        using var drawn = randint(0, int.MaxValue, [1], ScalarType.Int64);
        choice = drawn.item<long>();
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players => TrainsBoth ? [] : [classifier];

    private bool TrainsBoth => scene.Settings.DiscriminatorDesign == DiscriminatorDesign.MultiOutput;

    /// <inheritdoc/>
    public void Run(long step, IBatchSource batches, LossLog losses)
    {
        using var scope = NewDisposeScope();
        var (images, labels) = Labelled(batches).Next(scene.Settings.DiscriminatorBatchSize);
        Optimizer.MinimizeTogether(scene.Parts.Count, LossOf, classifier.Optimizer);

        Tensor LossOf(int part)
        {
            var classes = scene.Parts.Of(labels!, part);
            var outputs = scene.Discriminator.Run(scene.Shown(scene.Parts.Of(images, part), step), null, Mode.Train);
            var loss = nn.functional.cross_entropy(outputs.ClassLogits!, classes);
            losses.Add(Curves.Classifier, classifier.Name, loss);
            losses.AddAccuracy(Shares.Labelled, HeldOutExam.ShareOf(outputs.ClassLogits!, classes));
            return TrainsBoth ? loss.Plus(scene.LossOf(outputs.Logits, real: true)) : loss;
        }
    }

    /// <summary>Logits of the classes that data have, in inference mode.</summary>
    internal Tensor Classify(Tensor images) => scene.Discriminator.Run(images, null, Mode.Inference).ClassLogits!.slice(1, 0, classCount, 1);

    private static Player NewClassifier(Discriminator discriminator, GanSettings settings)
    {
        Module trained = discriminator is HeadedDiscriminator { Classes: { } classes } heads
            ? new ModuleGroup(("trunk", heads.Trunk), ("classes", classes))
            : discriminator;
        return new Player(PlayerNames.Classifier, trained, OptimizerFactory.ForDiscriminator(trained, settings));
    }

    private IBatchSource Labelled(IBatchSource batches) =>
        labelled ??= RandomState.Aside(choice, scene.Device, () => batches.PickLabelled(scene.Settings.LabelledImages / classCount));
}
