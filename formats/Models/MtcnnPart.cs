namespace Gans.Formats;

/// <summary>One of the three networks of the face detector MTCNN: its file in the detector's folder, and what that holds.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Recipe">What its card says that it is.</param>
/// <param name="WindowSize">Rows and columns of what it judges, in pixels.</param>
/// <param name="Outputs">What it gives for <see cref="ModelTensors.Images"/>.</param>
public sealed record MtcnnPart(string FileName, string Recipe, int WindowSize, IReadOnlyList<string> Outputs)
{
    /// <summary>P-Net: images [N, 3, H, W] of any size from 12x12 on to logits [N, 2, h, w] and boxes [N, 4, h, w].</summary>
    public static MtcnnPart Proposal { get; } = new("pnet.onnx", "mtcnn-pnet", 12, [ModelTensors.Logits, ModelTensors.Boxes]);

    /// <summary>R-Net: images [N, 3, 24, 24] to logits [N, 2] and boxes [N, 4].</summary>
    public static MtcnnPart Refinement { get; } = new("rnet.onnx", "mtcnn-rnet", 24, [ModelTensors.Logits, ModelTensors.Boxes]);

    /// <summary>O-Net: images [N, 3, 48, 48] to logits [N, 2], boxes [N, 4] and landmarks [N, 10].</summary>
    public static MtcnnPart Output { get; } = new("onet.onnx", "mtcnn-onet", 48, [ModelTensors.Logits, ModelTensors.Boxes, ModelTensors.Landmarks]);

    /// <summary>All three, in the order in which they are asked.</summary>
    public static IReadOnlyList<MtcnnPart> All { get; } = [Proposal, Refinement, Output];
}
