using System.Collections.Immutable;
using Gans.Formats;

namespace Gans.Inference;

/// <summary>Named groups of latents to calculate with: the mean of a group shows its feature more plainly than one latent does. Immutable.</summary>
/// <remarks>
/// Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks, 2015 (arXiv:1511.06434), section 6.3.2; chapter 9 of
/// Brownlee.
/// The file: <c>{ "format": 1, "groups": { "smiling woman": { "seed": 1, "numbers": [92, 98, 99] } } }</c>, where a group may have
/// <c>truncation</c> and <c>latents</c> as well.
/// </remarks>
/// <example>
/// <code>
/// var bank = LatentBank.Read("faces.json");
/// var man = bank.Evaluate(VectorExpression.Parse("smiling woman - neutral woman + neutral man"), generator);
/// </code>
/// </example>
public sealed class LatentBank
{
    private const long LargestFile = 64 << 20;   // bytes: ten thousand latents of 512 numbers

    private LatentBank(ImmutableSortedDictionary<string, LatentGroup> groups) => Groups = groups;

    /// <summary>A bank without groups.</summary>
    public static LatentBank Empty { get; } = new(ImmutableSortedDictionary.Create<string, LatentGroup>(StringComparer.Ordinal));

    /// <summary>The groups, by name.</summary>
    public ImmutableSortedDictionary<string, LatentGroup> Groups { get; }

    /// <summary>Reads a bank.</summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="InvalidInputException">It cannot be read, is no bank, or one of its groups makes no sense.</exception>
    public static LatentBank Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Path.Exists(path))
        {
            throw InvalidInputException.Reading(path, "found no such file. Make a bank with 'gans bank'.");
        }

        return LatentBankJson.Parse(InputFile.ReadAll(path, LargestFile), path).Aggregate(Empty, (bank, group) => bank.With(group.Key, group.Value));
    }

    /// <summary>Writes the bank; the file is there whole or not at all.</summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Save(string path) => AtomicFile.WriteText(path, LatentBankJson.Write(Groups));

    /// <summary>The bank with one group more, or with another of that name.</summary>
    /// <param name="name">A word or more, as <see cref="VectorExpression"/> takes them.</param>
    /// <param name="group">Its latents.</param>
    /// <exception cref="InvalidInputException">The name could not stand in an expression, or the group makes no sense.</exception>
    public LatentBank With(string name, LatentGroup group)
    {
        VectorExpression.RequireName(name);
        ArgumentNullException.ThrowIfNull(group);
        return group.FindProblem() is not { } problem
            ? new(Groups.SetItem(name, group))
            : throw new InvalidInputException($"Naming latents '{name}': {problem}. Change that group.");
    }

    /// <summary>The bank without a group; the same where it has none of that name.</summary>
    /// <param name="name">The name.</param>
    public LatentBank Without(string name) => new(Groups.Remove(name));

    /// <summary>The latents of a group.</summary>
    /// <param name="name">The group.</param>
    /// <param name="generator">The generator that they are for.</param>
    /// <exception cref="InvalidInputException">There is no such group, or it is for a generator of another latent size.</exception>
    public LatentBatch Latents(string name, Generator generator) => Groups.TryGetValue(name, out var group)
        ? group.Resolve(generator)
        : throw new InvalidInputException(
            $"Calculating with latents: found no group '{name}' in the bank, needed one of {string.Join(", ", Groups.Keys)}. "
            + (name.AsSpan().ContainsAny("+-*") ? "Put blanks around signs: 'a - b'." : "Add it with 'gans bank'."));

    /// <summary>The mean of a group.</summary>
    /// <returns>[latent].</returns>
    /// <inheritdoc cref="Latents"/>
    public float[] Mean(string name, Generator generator) => LatentSpace.Mean(Latents(name, generator));

    /// <summary>The value of an expression: each name stands for the mean of its group. Not normalised.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="generator">The generator that it is for.</param>
    /// <returns>[latent].</returns>
    /// <inheritdoc cref="Latents" path="/exception"/>
    public float[] Evaluate(VectorExpression expression, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(generator);
        var sums = new double[generator.LatentSize];
        foreach (var (factor, name) in expression.Terms)
        {
            var mean = Mean(name, generator);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += factor * mean[i];
            }
        }

        return [.. sums.Select(sum => (float)sum)];
    }
}
