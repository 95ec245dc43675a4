using static TorchSharp.torch;

namespace Gans.Models.Mtcnn;

/// <summary>One of the three networks of the face detector MTCNN. All have 495,850 parameters together.</summary>
/// <remarks>
/// Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks, 2016 (arXiv:1604.02878), figure 2; the code of ipazc/mtcnn. Images are
/// [N, 3, size, size], RGB, (value - 127.5) / 128.
/// </remarks>
/// <param name="name">Its kind.</param>
/// <param name="windowSize">Rows and columns of the window that the network judges.</param>
public abstract class MtcnnNetwork(string name, int windowSize) : nn.Module<Tensor, MtcnnOutput>(name)
{
    /// <summary>Rows and columns of the window that the network judges.</summary>
    public int WindowSize { get; } = windowSize;
}
