namespace Gans.Formats;

/// <summary>Kinds of weight files that <see cref="WeightFile"/> reads.</summary>
public enum WeightFormat
{
    /// <summary>TensorFlow.js: a JSON manifest and shards of bytes beside it, as they are or wrapped into scripts.</summary>
    TensorFlowJs,

    /// <summary>A PyTorch <c>state_dict</c>, as <c>torch.save</c> writes it: a ZIP archive, or the older row of pickles.</summary>
    PyTorch,

    /// <summary>Safetensors.</summary>
    Safetensors,
}
