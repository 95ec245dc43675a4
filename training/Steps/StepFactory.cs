using Gans.Formats;
using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Training.Measures;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Steps;

/// <summary>Makes the step of a model: its networks, and the updates that its rule consists of.</summary>
internal static class StepFactory
{
    /// <summary>The step of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="data">Shape of the data.</param>
    /// <param name="device">Where to train. First weights are drawn from the CPU's generator on any device.</param>
    /// <param name="phases">The phases in which its networks grow; none, or null, where they do not.</param>
    internal static TrainingStep Create(
        TrainableModel model, GanSettings settings, DataShape data, Device device, IReadOnlyList<GrowthPhase>? phases = null)
    {
        TrainingStep step = model switch
        {
            GanModel gan when phases?.Count > 0 => Growing(gan, settings, data, device, phases),
            GanModel gan => Create(gan, settings, data, device),
            TranslationModel translation => Create(translation, settings, data, device),
            ClassifierModel classifier => new ClassifierStep(classifier.CreateClassifier(settings, data), settings, device),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Name, "No step updates this model."),
        };
        foreach (var (_, network) in step.Networks)
        {
            network.UsePrecision(settings.Precision);
        }

        return step;
    }

    /// <summary>One generator against one discriminator, with or without labels.</summary>
    internal static GanStep TwoPlayers(Generator generator, Discriminator discriminator, GanSettings settings, Device device)
    {
        var scene = new Scene(generator, discriminator, settings, device);
        return new GanStep(scene, new DiscriminatorTurn(scene), new GeneratorTurn(scene));
    }

    /// <summary>A generator whose codes a head of the discriminator finds again.</summary>
    internal static GanStep InfoGan(Generator generator, HeadedDiscriminator discriminator, GanSettings settings, Device device)
    {
        var scene = new Scene(generator, discriminator, settings, device, judge: new HeadedDiscriminator(discriminator.Trunk, discriminator.Logit));
        return new GanStep(scene, new DiscriminatorTurn(scene), new CodeTurn(scene, discriminator));
    }

    /// <summary>A discriminator that is a classifier too, of few labelled images.</summary>
    /// <exception cref="InvalidInputException">Fewer labelled images are asked for than there are classes.</exception>
    internal static GanStep SemiSupervised(Generator generator, Discriminator discriminator, int classCount, GanSettings settings, Device device)
    {
        if (settings.LabelledImages < classCount)
        {
            throw new InvalidInputException(
                $"Option labelled_images: found {settings.LabelledImages}, needed one for each of {classCount} classes. Change that option.");
        }

        var judge = settings.DiscriminatorDesign == DiscriminatorDesign.Separate && discriminator is HeadedDiscriminator heads
            ? new HeadedDiscriminator(heads.Trunk, heads.Logit)
            : discriminator;
        var scene = new Scene(generator, discriminator, settings, device, judge)
        {
            ClassOfOthers = settings.DiscriminatorDesign == DiscriminatorDesign.MultiOutput ? classCount : null,
        };
        var classifier = new ClassifierTurn(scene, classCount);
        return new GanStep(scene, classifier, new DiscriminatorTurn(scene), new GeneratorTurn(scene)) { Classify = classifier.Classify };
    }

    /// <summary>Pix2Pix: the discriminator on a pair, on the source with its translation, then the generator.</summary>
    internal static TranslationStep Paired(ImageTranslator generator, PatchDiscriminator discriminator, GanSettings settings, Device device)
    {
        var scene = new PairScene(generator, discriminator, settings, device);
        return new TranslationStep(
            scene,
            new PatchTurn(
                scene,
                scene.Discriminator,
                scene.DiscriminatorPlayer,
                round => (round.DomainB, round.FakeB, scene.Told(round)),
                (Curves.Real, Curves.Fake)),
            new PairTurn(scene));
    }

    /// <summary>
    /// CycleGAN, in the order of chapter 25 of Brownlee: the generator of a direction before the discriminator of its target domain, and that from B to A
    /// first.
    /// </summary>
    /// <param name="create">Makes a network of each kind; called for both of each.</param>
    /// <param name="data">Shape of the data.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="device">Where to train.</param>
    internal static TranslationStep Unpaired(
        (Func<ImageTranslator> Generator, Func<PatchDiscriminator> Discriminator) create, DataShape data, GanSettings settings, Device device)
    {
        var scene = new CycleScene(create, data, settings, device);
        return new TranslationStep(
            scene,
            new CycleTurn(
                scene,
                scene.BtoA,
                scene.AtoB,
                scene.JudgeA,
                scene.PlayerBtoA,
                round => (round.DomainB, round.DomainA),
                (Curves.GeneratorBtoA, Curves.TotalBtoA)),
            new PatchTurn(scene, scene.JudgeA, scene.PlayerJudgeA, round => (round.DomainA, round.FakeA!, null), (Curves.RealA, Curves.FakeA)),
            new CycleTurn(
                scene,
                scene.AtoB,
                scene.BtoA,
                scene.JudgeB,
                scene.PlayerAtoB,
                round => (round.DomainA, round.DomainB),
                (Curves.GeneratorAtoB, Curves.TotalAtoB)),
            new PatchTurn(scene, scene.JudgeB, scene.PlayerJudgeB, round => (round.DomainB, round.FakeB, null), (Curves.RealB, Curves.FakeB)));
    }

    private static TranslationStep Create(TranslationModel model, GanSettings settings, DataShape data, Device device)
    {
        return model.IsPaired
            ? Paired(NewGenerator(), NewDiscriminator(), settings, device)
            : Unpaired((NewGenerator, NewDiscriminator), data, settings, device);

        ImageTranslator NewGenerator()
        {
            var generator = model.CreateGenerator(settings, data);
            FirstWeights.Draw(generator, settings.InitialDeviation);
            return generator;
        }

        PatchDiscriminator NewDiscriminator()
        {
            var discriminator = model.CreateDiscriminator(settings, data);
            FirstWeights.Draw(discriminator, settings.InitialDeviation);
            return discriminator;
        }
    }

    /// <summary>An autoencoder in balance with the generator.</summary>
    internal static GanStep Equilibrium(Generator generator, AutoencoderDiscriminator discriminator, GanSettings settings, Device device)
    {
        var scene = new Scene(generator, discriminator, settings, device);
        return new GanStep(scene, new EquilibriumTurn(scene, discriminator, new GeneratorTurn(scene)));
    }

    /// <summary>Two players that grow: phase and alpha are set before each of their updates.</summary>
    private static GanStep Growing(GanModel model, GanSettings settings, DataShape data, Device device, IReadOnlyList<GrowthPhase> phases)
    {
        var (generator, discriminator) = (model.CreateGenerator(settings, data), model.CreateDiscriminator(settings, data));
        FirstWeights.Draw(generator, settings.InitialDeviation);
        FirstWeights.Draw(discriminator, settings.InitialDeviation);
        var scene = new Scene(generator, discriminator, settings, device) { FullSize = data.Height };
        return new GanStep(scene, new GrowthTurn(scene, phases), new DiscriminatorTurn(scene), new GeneratorTurn(scene));
    }

    private static GanStep Create(GanModel model, GanSettings settings, DataShape data, Device device)
    {
        var (generator, discriminator) = (model.CreateGenerator(settings, data), model.CreateDiscriminator(settings, data));
        FirstWeights.Draw(generator, settings.InitialDeviation);
        FirstWeights.Draw(discriminator, settings.InitialDeviation);
        return model.Rule switch
        {
            UpdateRule.TwoPlayer => TwoPlayers(generator, discriminator, settings, device),
            UpdateRule.InfoGan => InfoGan(generator, (HeadedDiscriminator)discriminator, settings, device),
            UpdateRule.SemiSupervised => SemiSupervised(generator, discriminator, data.ClassCount, settings, device),
            UpdateRule.Equilibrium => Equilibrium(generator, (AutoencoderDiscriminator)discriminator, settings, device),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Rule, "Not an update rule."),
        };
    }
}
