namespace Gans.Inference;

/// <summary>What a model file is for: metadata key <c>gans.kind</c>.</summary>
public enum ModelKind
{
    /// <summary>Latents in, images or vectors out.</summary>
    Generator,

    /// <summary>Images in, features and logits out.</summary>
    Extractor,

    /// <summary>Images, or vectors, in, scores out.</summary>
    Classifier,

    /// <summary>Image in, image out.</summary>
    Translator,

    /// <summary>Images in, scores, boxes and landmarks of faces out.</summary>
    Detector,
}
