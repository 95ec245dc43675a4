namespace Gans.Models.StyleGan;

/// <summary>StyleGAN of faces of 64x64.</summary>
internal sealed class StyleGanFaces64 : StyleGanModel
{
    /// <inheritdoc/>
    public override string Name => "stylegan-faces64";

    /// <inheritdoc/>
    public override string Description => "StyleGAN, made for faces, grown from 8x8 to 64x64";

    /// <inheritdoc/>
    private protected override int Size => 64;
}
