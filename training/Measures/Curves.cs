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

    /// <summary>The weight of generated images in an autoencoder's loss: BEGAN's k.</summary>
    public const string Balance = "balance";

    /// <summary>BEGAN's measure of convergence, which falls as images get better.</summary>
    public const string Convergence = "convergence";

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

    /// <summary>The orthogonal penalty of the generator's weights, without its weight.</summary>
    public const string OrthogonalPenalty = "orthogonal_penalty";
}
