namespace Gans.Models;

/// <summary>One layer of a <see cref="ModelSummary"/>.</summary>
/// <param name="Name">Its path in the network, such as <c>body.up14</c>.</param>
/// <param name="Kind">Its type, such as <c>SameConvTranspose2d</c>.</param>
/// <param name="Output">Sizes of its output, with 1 for the batch, and -1 where a file leaves a size free; none where the pass did not reach it.</param>
/// <param name="ParameterCount">Its parameters, running statistics included.</param>
public sealed record LayerSummary(string Name, string Kind, IReadOnlyList<long> Output, long ParameterCount)
{
    /// <summary>Those of its parameters that training changes.</summary>
    public long TrainableParameterCount { get; init; } = ParameterCount;

    /// <summary>The layers whose outputs it takes, by their places in the summary; none where it takes the network's own inputs.</summary>
    public IReadOnlyList<int> Sources { get; init; } = [];

    /// <summary>The sizes as people write them: <c>[1, 64, 32, 32]</c>.</summary>
    internal string OutputText => $"[{string.Join(", ", Output.Select(size => size < 0 ? "N" : FormattableString.Invariant($"{size}")))}]";
}
