using Gans.Formats;
using Gans.Models;
using Gans.Onnx;

namespace Gans.Training;

/// <summary>What a model is, what it learns from, and what can be set of it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Origin">The assembly that it is of; null for one of Gans.</param>
/// <param name="Takes">The data that it can learn, in words.</param>
/// <param name="Networks">Its networks for the data that it was made for, with its own settings.</param>
/// <param name="Settings">The settings that it does not pass over, whose values are the model's own.</param>
public sealed record ModelFacts(
    TrainableModel Model, ModelOrigin? Origin, string Takes, IReadOnlyList<NetworkSummary> Networks, IReadOnlyList<GanSetting> Settings)
{
    private const int LargestSide = 1024;
    private const int SidesToTell = 4;

    /// <summary>Finds them, for which the networks are made.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="models">The models that there are; null for those of Gans.</param>
    /// <exception cref="InvalidInputException">There is no such model.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    public static ModelFacts Of(string name, ModelRegistry? models = null)
    {
        models ??= ModelRegistry.Shipped;
        var model = TrainingSettings.FindModel(name, models);
        var networks = NetworkSummary.OfModel(name, models: models);
        return new ModelFacts(model, models.OriginOf(name), TakenBy(model), networks, [.. TrainingSettings.HeardBy(model, model.Settings)]);
    }

    /// <summary>Asked of the model by images of many sizes: what it says of one that it rejects is made for that one.</summary>
    private static string TakenBy(TrainableModel model)
    {
        if (model.DataOf(model.Settings) is { } data)
        {
            return FormattableString.Invariant($"no pack: vectors of {data.Shape.Channels} numbers are made as it goes");
        }

        var typical = model.TypicalData;
        int[] sides = [.. Enumerable.Range(1, LargestSide).Where(side => Takes(typical with { Height = side, Width = side })).Take(SidesToTell + 1)];
        var more = sides.Length > SidesToTell ? ", ..." : "";
        var square = sides.Length > 1 && !Takes(typical with { Height = sides[0], Width = sides[1] }) ? ", as many rows as columns" : "";
        var sizes = sides.Length == 0 ? $"of {typical.Height}x{typical.Width}" : $"with sides of {string.Join(", ", sides.Take(SidesToTell))}{more}";
        var colours = new[] { (Channels: 1, Name: "grey"), (Channels: 3, Name: "RGB") }.Where(colour => Takes(typical with { Channels = colour.Channels }));
        var labels = Takes(typical with { ClassCount = 0 }) ? "" : ", with labels";
        var pairs = Takes(typical with { HasPairs = false }) ? "" : ", in pairs";
        return $"images {sizes} pixels{square}, {string.Join(" or ", colours.Select(colour => colour.Name))}{labels}{pairs}";

        bool Takes(DataShape shape) => model.Reject(shape) is null;
    }
}
