namespace Gans.Models;

/// <summary>How a pass treats dropout and batch statistics. An argument of each pass, never state that somebody else left behind.</summary>
public enum Mode
{
    /// <summary>Dropout is active; batch normalisation uses the batch and moves its running statistics.</summary>
    Train,

    /// <summary>Dropout is off; batch normalisation uses its running statistics.</summary>
    Inference,
}
