using System.Globalization;
using Gans.Formats;

namespace Gans.Training;

/// <summary>A generator that a run keeps: the file of its weights.</summary>
/// <param name="Step">Updates that it has seen.</param>
/// <param name="Path">The file.</param>
public sealed record KeptGenerator(long Step, string Path)
{
    private const string Prefix = "step-";
    private const string Suffix = ".safetensors";

    /// <summary>All that a run keeps, by rising steps.</summary>
    /// <param name="folder">The run folder.</param>
    public static IReadOnlyList<KeptGenerator> In(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Directory.Exists(folder.Generators)
            ? [.. Directory.GetFiles(folder.Generators, $"{Prefix}*{Suffix}").Select(Read).OfType<KeptGenerator>().OrderBy(static kept => kept.Step)]
            : [];
    }

    /// <summary>The one of a step.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="step">Updates that it has seen.</param>
    /// <exception cref="InvalidInputException">It is not kept; the message names those that are.</exception>
    public static KeptGenerator Find(RunFolder folder, long step)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var all = In(folder);
        return all.FirstOrDefault(kept => kept.Step == step) ?? throw new InvalidInputException(FormattableString.Invariant(
            $"Looking for the generator of step {step} in {folder.Path}: found {Name(all)}, needed that one. ")
            + (all.Count > 0 ? "Give one of these." : "Train with --keep-generators, or export the last one without a step."));
    }

    /// <summary>Where the generator of a step is kept.</summary>
    internal static KeptGenerator At(RunFolder folder, long step) =>
        new(step, System.IO.Path.Combine(folder.Generators, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D8}{Suffix}")));

    private static string Name(IReadOnlyList<KeptGenerator> all) => all.Count == 0
        ? "no kept generators"
        : $"those of {(all.Count == 1 ? "step" : "steps")} {string.Join(", ", all.Select(static kept => kept.Step.ToString(CultureInfo.InvariantCulture)))}";

    private static KeptGenerator? Read(string path)
    {
        var name = System.IO.Path.GetFileName(path.AsSpan());
        var digits = name[Prefix.Length..^Suffix.Length];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? new KeptGenerator(step, path) : null;
    }
}
