namespace Gans.Training.Export;

/// <summary>What an exported network is for; <c>gans.kind</c> holds the name in lower case.</summary>
public enum OnnxModelKind
{
    /// <summary>Latents, and maybe labels or codes, to images or vectors.</summary>
    Generator,

    /// <summary>Images to images.</summary>
    Translator,

    /// <summary>Images to features and logits, for scores.</summary>
    Extractor,

    /// <summary>Images to logits.</summary>
    Classifier,

    /// <summary>Images to scores, boxes and landmarks of faces.</summary>
    Detector,
}
