namespace Gans.Onnx.Recording;

/// <summary>Where a recorded value comes from.</summary>
internal enum ValueOrigin
{
    /// <summary>An input of the file.</summary>
    Input,

    /// <summary>A parameter or buffer.</summary>
    State,

    /// <summary>A tensor that the network's code declared to be constant.</summary>
    Constant,

    /// <summary>The result of a recorded call.</summary>
    Result,

    /// <summary>No recorded call made it.</summary>
    Unknown,
}
