using Gans.Formats;

namespace Gans.Inference;

/// <summary>What came of a file that was to be translated: both images, or the reason why there are none.</summary>
/// <param name="Path">The file.</param>
public sealed record TranslatedFile(string Path)
{
    /// <summary>What was read; null where it could not be used.</summary>
    public Image? Source { get; init; }

    /// <summary>What it became; null where it could not be used.</summary>
    public Image? Result { get; init; }

    /// <summary>What is wrong with the file and how to mend it, in one line; null where nothing is.</summary>
    public string? Problem { get; init; }
}
