using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Export;

/// <summary>What goes into the files of a style-based generator and of its halves besides latents.</summary>
internal static class StyleTensors
{
    /// <summary>Truncation; may be left out.</summary>
    internal static OnnxInput PsiInput() => new(ModelTensors.Psi, [])
    {
        Default = tensor(1f),
        Sample = _ => rand([]),
        Description = $"How far the styles of the first {IStyled.TruncatedLayers} layers are from their average: 1 for as trained, 0 for the average",
    };

    /// <summary>Strengths of noise; may be left out.</summary>
    internal static OnnxInput NoiseInput(IStyled styled) => new(ModelTensors.Noise, [styled.StyleLayers])
    {
        Default = ones(styled.StyleLayers),
        Sample = _ => rand([styled.StyleLayers]),
        Description = styled.HasNoise ? "Strength of each layer's noise: 1 for as trained, 0 for none" : "Of no effect: the network was trained without noise",
    };

    /// <summary>Which layers set what.</summary>
    internal static StyleLayout LayoutOf(IStyled styled) => StyleLayout.Of(styled.StyleSize, ((IGrowing)styled).Growth.Size);
}
