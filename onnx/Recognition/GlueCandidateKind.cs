namespace Gans.Onnx.Recognition;

/// <summary>Where a candidate comes from.</summary>
internal enum GlueCandidateKind
{
    /// <summary>An input of the file.</summary>
    Input,

    /// <summary>A recorded result.</summary>
    Result,

    /// <summary>An earlier unknown value.</summary>
    Unknown,

    /// <summary>A parameter or buffer.</summary>
    State,
}
