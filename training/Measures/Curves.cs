namespace Gans.Training.Measures;

/// <summary>Names of the losses that a training logs, each a curve over its steps. A recipe's own loss may have another name.</summary>
public static class Curves
{
    /// <summary>The generator's loss.</summary>
    public const string Generator = "generator";

    /// <summary>The generator's loss of the class that its images are taken for.</summary>
    public const string GeneratorClass = "generator_class";

    /// <summary>The discriminator's loss on a batch of both kinds of images.</summary>
    public const string Discriminator = "discriminator";

    /// <summary>The discriminator's loss of the classes of both kinds of images.</summary>
    public const string DiscriminatorClass = "discriminator_class";

    /// <summary>The discriminator's loss on real images.</summary>
    public const string Real = "discriminator_real";

    /// <summary>The discriminator's loss of real images' classes.</summary>
    public const string RealClass = "discriminator_real_class";

    /// <summary>The discriminator's loss on generated images.</summary>
    public const string Fake = "discriminator_fake";

    /// <summary>The discriminator's loss of generated images' classes.</summary>
    public const string FakeClass = "discriminator_fake_class";

    /// <summary>The loss on real images of domain A's discriminator.</summary>
    public const string RealA = "discriminator_a_real";

    /// <summary>The loss on generated images of domain A's discriminator.</summary>
    public const string FakeA = "discriminator_a_fake";

    /// <summary>The loss on real images of domain B's discriminator.</summary>
    public const string RealB = "discriminator_b_real";

    /// <summary>The loss on generated images of domain B's discriminator.</summary>
    public const string FakeB = "discriminator_b_fake";

    /// <summary>The adversarial loss of the generator from domain A to B, without its weight.</summary>
    public const string GeneratorAtoB = "generator_a_to_b";

    /// <summary>The adversarial loss of the generator from domain B to A, without its weight.</summary>
    public const string GeneratorBtoA = "generator_b_to_a";

    /// <summary>All that a generator of translations minimises, with the weights.</summary>
    public const string GeneratorTotal = "generator_total";

    /// <summary>All that the generator from domain A to B minimises, with the weights.</summary>
    public const string TotalAtoB = "generator_a_to_b_total";

    /// <summary>All that the generator from domain B to A minimises, with the weights.</summary>
    public const string TotalBtoA = "generator_b_to_a_total";

    /// <summary>How far translations are from their targets, without its weight.</summary>
    public const string Reconstruction = "reconstruction";

    /// <summary>How far images are from their translations there and back, without its weight.</summary>
    public const string Cycle = "cycle";

    /// <summary>How far images of the target domain are from their translations, without its weight.</summary>
    public const string Identity = "identity";

    /// <summary>Mean absolute difference of translations from the targets of held-out pairs, as a share of the way from black to white.</summary>
    public const string HeldOutDifference = "test_mae";

    /// <summary>Mean absolute difference of held-out images from their translations there and back, as a share of the way from black to white.</summary>
    public const string HeldOutCycle = "test_cycle_mae";

    /// <summary>The weight of generated images in an autoencoder's loss: BEGAN's k.</summary>
    public const string Balance = "balance";

    /// <summary>BEGAN's measure of convergence, which falls as images get better.</summary>
    public const string Convergence = "convergence";

    /// <summary>Pixels a side of the level that networks have grown to.</summary>
    public const string LevelSize = "level_size";

    /// <summary>The share of that level in images while it is faded in; 1 when it is trained straight through.</summary>
    public const string Alpha = "alpha";

    /// <summary>How badly control codes are found again.</summary>
    public const string Code = "code";

    /// <summary>A semi-supervised discriminator's loss on labelled images.</summary>
    public const string Classifier = "classifier";

    /// <summary>A classifier's loss.</summary>
    public const string CrossEntropy = "cross_entropy";

    /// <summary>The gradient penalty, without its weight.</summary>
    public const string GradientPenalty = "gradient_penalty";

    /// <summary>The R1 penalty, without its weight.</summary>
    public const string R1Penalty = "r1_penalty";

    /// <summary>The R2 penalty, without its weight.</summary>
    public const string R2Penalty = "r2_penalty";

    /// <summary>The orthogonal penalty of the generator's weights, without its weight.</summary>
    public const string OrthogonalPenalty = "orthogonal_penalty";

    /// <summary>Whether a loss is a discriminator's of how real images are.</summary>
    internal static bool IsDiscriminators(string name) => name is Discriminator or Real or Fake or RealA or FakeA or RealB or FakeB;

    /// <summary>Whether a loss is a generator's of how real its images are taken for.</summary>
    internal static bool IsGenerators(string name) => name is Generator or GeneratorAtoB or GeneratorBtoA;
}
