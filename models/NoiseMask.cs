namespace Gans.Models;

/// <summary>The noise of one dropout layer, as an input: a factor of 0 or 2 for each feature.</summary>
/// <param name="Name">Its name in a file, such as <c>mask_d1</c>.</param>
/// <param name="Channels">C of [N, C, h, w].</param>
/// <param name="Height">h.</param>
/// <param name="Width">w.</param>
public sealed record NoiseMask(string Name, int Channels, int Height, int Width);
