namespace Gans.Models.Tests.Golden;

/// <summary>One tensor of a network's state.</summary>
/// <param name="Name">Its key in a checkpoint, behind the name of the network.</param>
/// <param name="IsParameter">Whether training changes it by gradients; running statistics and counters are none.</param>
/// <param name="ElementType">Such as <c>float32</c>.</param>
/// <param name="Shape">The sizes, outermost first.</param>
internal sealed record StateEntry(string Name, bool IsParameter, string ElementType, IReadOnlyList<long> Shape)
{
    /// <summary>The last part of the name, such as <c>weight</c>.</summary>
    internal string Kind => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>All but the name: <c>parameter float32 [128, 1, 3, 3]</c>.</summary>
    internal string Description => $"{(IsParameter ? "parameter" : "buffer")} {ElementType} [{string.Join(", ", Shape)}]";
}
