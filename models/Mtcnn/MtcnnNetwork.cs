using Gans.Torch;

namespace Gans.Models.Mtcnn;

/// <summary>One of the three networks of the face detector MTCNN. All have 495,850 parameters together.</summary>
/// <remarks>Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks, 2016 (arXiv:1604.02878), figure 2; spec 02, S4.3.</remarks>
/// <param name="windowSize">Rows and columns of the window that the network judges.</param>
public abstract class MtcnnNetwork(int windowSize) : Module
{
    /// <summary>Rows and columns of the window that the network judges.</summary>
    public int WindowSize { get; } = windowSize;

    /// <summary>Judges windows.</summary>
    /// <param name="images">[N, 3, size, size], RGB, (value - 127.5) / 128.</param>
    /// <param name="mode">Train or inference, for this pass alone.</param>
    public abstract MtcnnOutput Forward(Tensor images, Mode mode);
}
