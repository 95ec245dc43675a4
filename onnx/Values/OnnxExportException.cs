namespace Gans.Onnx;

/// <summary>
/// A network cannot be written as ONNX, or what was written does not compute the same. The message is one line that names the module and the remedy.
/// </summary>
public sealed class OnnxExportException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what was being done, what was found, what was needed, how to mend it.</param>
    /// <param name="innerException">What led to it.</param>
    public OnnxExportException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
