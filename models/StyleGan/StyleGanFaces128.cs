namespace Gans.Models.StyleGan;

/// <summary>StyleGAN of faces of 128x128.</summary>
internal sealed class StyleGanFaces128 : StyleGanModel
{
    /// <inheritdoc/>
    public override string Name => "stylegan-faces128";

    /// <inheritdoc/>
    public override string Description => "StyleGAN, made for faces, grown from 8x8 to 128x128";

    /// <inheritdoc/>
    private protected override int Size => 128;
}
