using Gans.Models;
using Gans.Training.Loop;
using Gans.Training.Losses;
using Gans.Training.Optimizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Steps;

/// <summary>
/// The discriminator on real images, then on generated ones; then the generator, together with the head that finds its codes in the images again, on a fresh,
/// full batch.
/// </summary>
/// <remarks>
/// Chen et al., InfoGAN, 2016 (arXiv:1606.03657), in the form of spec 04, S3: the code's loss is a lower bound of the mutual information, without its constant.
/// Codes of the discriminator's images are drawn and ignored. The trunk is frozen in the generator's update, or trained by it, as the settings say.
/// </remarks>
public sealed class InfoGanStep : TwoPlayerStep
{
    private readonly Generator generator;
    private readonly HeadedDiscriminator discriminator;
    private readonly GanSettings settings;
    private readonly GeneratorInputs inputs;
    private readonly Player finder;
    private readonly AdversarialLoss loss;

    /// <summary>Takes both networks over, moves them to a device and makes their optimizers.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="discriminator">The discriminator, with the head that finds codes.</param>
    /// <param name="settings">Batch sizes, losses, regularisers, optimizers.</param>
    /// <param name="device">Where to train.</param>
    /// <exception cref="ArgumentException">The discriminator has no head for the code.</exception>
    public InfoGanStep(Generator generator, HeadedDiscriminator discriminator, GanSettings settings, Device device)
        : base(generator, discriminator, Judge(discriminator), settings, device)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (this.generator, this.discriminator, this.settings) = (generator, discriminator, settings);
        var code = discriminator.Code
            ?? throw new ArgumentException("Training an InfoGAN: found a discriminator without a head for the code, needed one.", nameof(discriminator));
        Module found = settings.CodeUpdate != CodeUpdate.Head ? new ModuleGroup(("code", code), ("trunk", discriminator.Trunk)) : code;
        finder = new Player("code", found, OptimizerFactory.ForGenerator(found, settings));
        inputs = new GeneratorInputs(generator, settings, device);
        loss = AdversarialLoss.Of(settings.Loss);
        Players = [.. base.Players, finder];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players { get; }

    /// <inheritdoc/>
    public override SampleMaker PrepareSamples(int count) => new FixedSamples(generator, inputs.DrawInTurn(count), settings.CodeCategories);

    /// <inheritdoc/>
    protected override void UpdateGenerator(long step, LossLog losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        using var scope = NewDisposeScope();
        using var frozenLogit = discriminator.Logit.Frozen();
        var input = inputs.Draw(settings.BatchSize);
        var images = Noisy(generator.Run(input, Mode.Train), step);
        var outputs = LookAt(images, isTrunkFrozen: settings.CodeUpdate != CodeUpdate.Trunk);
        var generatorLoss = loss.Generator(outputs.Logits);
        var found = settings.CodeUpdate == CodeUpdate.TrunkByCode ? LookAt(images, isTrunkFrozen: false) : outputs;
        var codeLoss = CodeLoss.Of(found.CodeLogits!, input.Codes!, settings.Codes, settings.GaussianCodes);
        losses.Add(GeneratorName, GeneratorName, generatorLoss);
        losses.Add("code", finder.Name, codeLoss);
        Optimizer.MinimizeTogether(WithWeightPenalty(generatorLoss, losses) + (settings.CodeWeight * codeLoss), Generator.Optimizer, finder.Optimizer);
    }

    private DiscriminatorOutput LookAt(Tensor images, bool isTrunkFrozen)
    {
        using var frozen = isTrunkFrozen ? discriminator.Trunk.Frozen() : null;
        return discriminator.Run(images, null, Mode.Train);
    }

    private static ModuleGroup Judge(HeadedDiscriminator discriminator)
    {
        ArgumentNullException.ThrowIfNull(discriminator);
        return new ModuleGroup(("trunk", discriminator.Trunk), ("logit", discriminator.Logit));
    }
}
