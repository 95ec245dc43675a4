namespace Gans.Torch;

/// <summary>libtorch refused an operation, or cannot be used. The first line names the operator and the shapes it was given.</summary>
public class TorchException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and how to mend it.</param>
    /// <param name="innerException">What led to it.</param>
    public TorchException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A tensor has another shape than the operation needs.</summary>
public sealed class ShapeException : TorchException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The shapes found and needed.</param>
    public ShapeException(string message)
        : base(message)
    {
    }
}
