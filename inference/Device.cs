namespace Gans.Inference;

/// <summary>Where a model runs.</summary>
public enum Device
{
    /// <summary>CUDA where ONNX Runtime's CUDA provider loads and finds a GPU, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>The first CUDA device; an error where there is none.</summary>
    Cuda,
}
