namespace Gans.Training.Export;

/// <summary>From which of two domains into which a translation goes.</summary>
public enum TranslationDirection
{
    /// <summary>From the first to the second.</summary>
    AtoB,

    /// <summary>From the second to the first.</summary>
    BtoA,
}
