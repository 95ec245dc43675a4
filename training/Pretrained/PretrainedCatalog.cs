using Gans.Formats;
using Gans.Models.Inception;

namespace Gans.Training.Pretrained;

/// <summary>The networks of others that Gans can export.</summary>
public static class PretrainedCatalog
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<PretrainedModel> All { get; } =
    [
        new PretrainedResNet18(),
        new PretrainedInception(variant: null),
        new PretrainedInception(InceptionVariant.Fid),
        new PretrainedInception(InceptionVariant.Torchvision),
        new PretrainedMtcnn(),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(model => model.Name)];

    /// <summary>The one of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    public static PretrainedModel Find(string name) => All.FirstOrDefault(model => model.Name == name) ?? throw new InvalidInputException(
        $"Choosing a pretrained network: found '{name}', needed the name of one. {NearestWord.Hint(name, Names)}");
}
