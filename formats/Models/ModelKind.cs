namespace Gans.Formats;

/// <summary>What a model file is for.</summary>
public enum ModelKind
{
    /// <summary>Latents, and labels or codes where it takes them, in; images or vectors out.</summary>
    Generator,

    /// <summary>Images in, features and logits out.</summary>
    Extractor,

    /// <summary>Images in, logits of classes out: a discriminator that also tells classes.</summary>
    Classifier,

    /// <summary>Image in, image out.</summary>
    Translator,

    /// <summary>Images in, scores, boxes and landmarks of faces out.</summary>
    Detector,

    /// <summary>Latents in, styles out: the first half of a style-based generator.</summary>
    Mapping,

    /// <summary>Styles in, images out: the second half of a style-based generator.</summary>
    Synthesis,

    /// <summary>Images or vectors, and labels where it is told them, in; how real they are out.</summary>
    Discriminator,
}
