namespace Gans.Training.Steps;

/// <summary>Names of players and of their networks, in checkpoints and messages.</summary>
internal static class PlayerNames
{
    /// <summary>Makes the images that count: it is sampled, averaged and exported.</summary>
    internal const string Generator = "generator";

    /// <summary>The discriminator as an update of the generator trains it, where it does.</summary>
    internal const string Helper = "generator_helper";

    /// <summary>Tells real images from generated ones.</summary>
    internal const string Discriminator = "discriminator";

    /// <summary>Translates images of domain A into B.</summary>
    internal const string GeneratorAtoB = "generator_a_to_b";

    /// <summary>Translates images of domain B into A.</summary>
    internal const string GeneratorBtoA = "generator_b_to_a";

    /// <summary>Tells real images of domain A from those made of B.</summary>
    internal const string DiscriminatorA = "discriminator_a";

    /// <summary>Tells real images of domain B from those made of A.</summary>
    internal const string DiscriminatorB = "discriminator_b";

    /// <summary>Finds the code that an image was made from.</summary>
    internal const string Code = "code";

    /// <summary>Tells classes.</summary>
    internal const string Classifier = "classifier";
}
