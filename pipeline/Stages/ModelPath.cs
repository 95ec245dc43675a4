using Gans.Formats;

namespace Gans.Pipeline.Stages;

/// <summary>Paths of exported models, as users give them.</summary>
internal static class ModelPath
{
    /// <summary>A path that may be that of an ONNX file.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The same.</returns>
    /// <exception cref="InvalidInputException">It is a folder.</exception>
    public static string Require(string path) => Directory.Exists(path)
        ? throw new InvalidInputException(File.Exists(Path.Combine(path, "run.json"))
            ? $"Reading {path}: found the run folder of a training, needed an ONNX file. Export it first: gans export --run {path} --out FILE.onnx."
            : $"Reading {path}: found a folder, needed an ONNX file. Give one that gans export wrote.")
        : path;
}
