using Gans.Models;
using Gans.Training.Steps;
using static TorchSharp.torch.nn;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Export;

/// <summary>A half of a style-based generator.</summary>
internal abstract class StyleHalfProduct(Generator generator, RunInfo info, PixelRange range) : RunProduct(info, range)
{
    /// <inheritdoc/>
    internal sealed override Module Network => generator;

    /// <inheritdoc/>
    internal sealed override string Player => PlayerNames.Generator;

    /// <summary>The generator.</summary>
    protected Generator Generator => generator;

    /// <summary>The same, as what its halves are asked for.</summary>
    protected IStyled Styled { get; } = (IStyled)generator;
}
