namespace Gans.Models;

/// <summary>What InfoGAN's update of the generator trains of the discriminator. Chapter 18 of Brownlee.</summary>
public enum CodeUpdate
{
    /// <summary>The head that finds the code: what the source describes.</summary>
    Head,

    /// <summary>The trunk below it too: what the source's code does in Keras 2.</summary>
    Trunk,

    /// <summary>The trunk below it too, but by the code's loss alone, not towards taking generated images for real: what the paper describes.</summary>
    TrunkByCode,
}
