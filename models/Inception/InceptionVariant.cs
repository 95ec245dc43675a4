namespace Gans.Models.Inception;

/// <summary>The three Inception v3 that scores are computed with. Their convolutions are the same, their pools differ, and so do their scores.</summary>
public enum InceptionVariant
{
    /// <summary>Keras': mean pools leave the padding out.</summary>
    Keras,

    /// <summary>
    /// The graph that FID was published with, as pytorch-fid rebuilds it: as Keras', but the last block takes the greatest value, not the mean.
    /// </summary>
    Fid,

    /// <summary>torchvision's: mean pools count the padding as zeros.</summary>
    Torchvision,
}
