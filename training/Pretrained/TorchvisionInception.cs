using Gans.Formats;

namespace Gans.Training.Pretrained;

/// <summary>
/// Finds Inception v3 by torchvision's names, which pytorch-fid's weights bear too: <c>Mixed_5b.branch1x1.conv.weight</c>. The auxiliary head is left out.
/// </summary>
internal static class TorchvisionInception
{
    private static readonly string[] Mixed35 = ["branch1x1", "branch5x5_1", "branch5x5_2", "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3", "branch_pool"];

    private static readonly string[] Reduce35 = ["branch3x3", "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"];

    private static readonly string[] Mixed17 =
    [
        "branch1x1", "branch7x7_1", "branch7x7_2", "branch7x7_3",
        "branch7x7dbl_1", "branch7x7dbl_2", "branch7x7dbl_3", "branch7x7dbl_4", "branch7x7dbl_5", "branch_pool",
    ];

    private static readonly string[] Reduce17 = ["branch3x3_1", "branch3x3_2", "branch7x7x3_1", "branch7x7x3_2", "branch7x7x3_3", "branch7x7x3_4"];

    private static readonly string[] Mixed8 =
    [
        "branch1x1", "branch3x3_1", "branch3x3_2a", "branch3x3_2b",
        "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3a", "branch3x3dbl_3b", "branch_pool",
    ];

    /// <summary>Names of the 94 convolutions in the order of the graph.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        "Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "Conv2d_3b_1x1", "Conv2d_4a_3x3",
        .. Block("Mixed_5b", Mixed35), .. Block("Mixed_5c", Mixed35), .. Block("Mixed_5d", Mixed35),
        .. Block("Mixed_6a", Reduce35),
        .. Block("Mixed_6b", Mixed17), .. Block("Mixed_6c", Mixed17), .. Block("Mixed_6d", Mixed17), .. Block("Mixed_6e", Mixed17),
        .. Block("Mixed_7a", Reduce17),
        .. Block("Mixed_7b", Mixed8), .. Block("Mixed_7c", Mixed8),
    ];

    /// <summary>The layers; null where the names are others.</summary>
    /// <exception cref="InvalidInputException">The names are torchvision's, but not all layers are there.</exception>
    internal static InceptionLayers? Find(WeightFile file)
    {
        if (!file.Tensors.ContainsKey($"{Names[0]}.conv.weight"))
        {
            return null;
        }

        return new InceptionLayers(
            file,
            IsKeras: false,
            [.. Names.Select(name => new ForeignConvolution(
                Tensor($"{name}.conv.weight"),
                Tensor($"{name}.bn.weight"),
                Tensor($"{name}.bn.bias"),
                Tensor($"{name}.bn.running_mean"),
                Tensor($"{name}.bn.running_var")))],
            [new ForeignDense(Tensor("fc.weight"), Tensor("fc.bias"))]);

        WeightTensor Tensor(string name) => file.Tensors.GetValueOrDefault(name) ?? throw file.Unfit($"no '{name}'", "all tensors of Inception v3");
    }

    private static IEnumerable<string> Block(string block, string[] branches) => branches.Select(branch => $"{block}.{branch}");
}
