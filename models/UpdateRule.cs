namespace Gans.Models;

/// <summary>How a model's networks are updated; the training library has one step class for each.</summary>
public enum UpdateRule
{
    /// <summary>One generator against one discriminator, with or without labels.</summary>
    TwoPlayer,

    /// <summary>A generator whose code a head of the discriminator finds again.</summary>
    InfoGan,

    /// <summary>A discriminator that is a classifier too, of few labelled images.</summary>
    SemiSupervised,

    /// <summary>An autoencoder in the discriminator's place, held in balance with the generator.</summary>
    Equilibrium,
}
