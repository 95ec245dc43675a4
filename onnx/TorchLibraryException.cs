namespace Gans.Onnx;

/// <summary>libtorch cannot be used in this process. The message is one line: what was found where, what was needed, what to do.</summary>
public sealed class TorchLibraryException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">One line: what was found where, what was needed, what to do.</param>
    /// <param name="innerException">What the system's loader said; null if it was not asked.</param>
    public TorchLibraryException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
