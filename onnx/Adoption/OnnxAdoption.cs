using Gans.Formats;

namespace Gans.Onnx.Adoption;

/// <summary>
/// Makes files of others readable: adds the model card, the names, the ranges and layouts of our files by nodes before and after the network, and compares
/// the result with the foreign file before it is written.
/// </summary>
/// <remarks>
/// The foreign file may have any opset from 7 on; one below 11 is brought to ours, newer ones stay in theirs. A batch that it fixes is made free where that
/// gives the same results. Whatever is written computes what the foreign file does: one example at a time and three at once, |a - b| is at most
/// 1e-4 * max(1, max|b|), b being the foreign file's result.
/// </remarks>
public static class OnnxAdoption
{
    /// <summary>Writes an extractor: <c>images</c> [N, C, H, W] to <c>features</c> [N, D], and to <c>logits</c> [N, K] where they are named.</summary>
    /// <param name="path">The foreign file.</param>
    /// <param name="output">The file to write, whole or not at all.</param>
    /// <param name="options">What the file does not say.</param>
    /// <exception cref="InvalidInputException">The file cannot be read or used, or does not say enough; the message names what is to be given.</exception>
    public static AdoptionReport Extractor(string path, string output, ExtractorAdoption options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(options);
        using var work = new ForeignExtractor(ForeignFile.Read(path), options.Before is { } before ? ForeignFile.Read(before) : null, options);
        return work.Write(output);
    }

    /// <summary>Writes a generator: <c>z</c> [N, L], and <c>labels</c> where they are named, to <c>images</c> [N, C, H, W] and <c>pixels</c>.</summary>
    /// <inheritdoc cref="Extractor"/>
    public static AdoptionReport Generator(string path, string output, GeneratorAdoption options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(options);
        using var work = new ForeignGenerator(ForeignFile.Read(path), options);
        return work.Write(output);
    }
}
