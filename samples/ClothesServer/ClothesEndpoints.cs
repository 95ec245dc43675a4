using System.Globalization;
using Gans.Formats;
using Gans.Inference;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClothesServer;

/// <summary>What the service answers: a picture, a sheet of pictures, or their list. One seed gives the same ones for ever.</summary>
internal static class ClothesEndpoints
{
    /// <summary>What they take.</summary>
    internal const string Usage = "needed seed=N, and where wanted label=NAME or label=N, and count=N";

    private const int DefaultCount = 16;
    private const int Part = 8;   // pictures that are drawn before they are sent

    /// <summary>Maps them.</summary>
    internal static void Map(WebApplication app)
    {
        app.MapGet("/clothes.png", (IGenerator generator, long seed, string? label, CancellationToken aborted) =>
            One(generator, seed, label, "image/png", static images => images.EncodePng(0), aborted));
        app.MapGet("/clothes.webp", (IGenerator generator, long seed, string? label, CancellationToken aborted) =>
            One(generator, seed, label, "image/webp", static images => images.EncodeWebp(0), aborted));
        app.MapGet("/sheet.png", Sheet);
        app.MapGet("/clothes.json", List);
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> One(
        IGenerator generator, long seed, string? label, string type, Func<ImageBatch, byte[]> encode, CancellationToken aborted) =>
        TryLabel(generator.Card, label, out var asked) is { } problem
            ? problem
            : TypedResults.Bytes(encode(generator.Sample(Request(generator.Card, 1, seed, asked, first: 0), aborted)), type);

    private static Results<FileContentHttpResult, ProblemHttpResult> Sheet(
        IGenerator generator, Limits limits, long seed, string? label, CancellationToken aborted, int count = DefaultCount) =>
        (TryLabel(generator.Card, label, out var asked) ?? TryCount(limits, count)) is { } problem
            ? problem
            : TypedResults.Bytes(generator.Sample(Request(generator.Card, count, seed, asked, first: 0), aborted).EncodeGrid(), "image/png");

    private static Results<Ok<IEnumerable<Garment>>, ProblemHttpResult> List(
        IGenerator generator, Limits limits, long seed, string? label, CancellationToken aborted, int count = DefaultCount) =>
        (TryLabel(generator.Card, label, out var asked) ?? TryCount(limits, count)) is { } problem
            ? problem
            : TypedResults.Ok(Draw(generator, count, seed, asked, aborted));

    /// <summary>Draws a part when the one before it is on its way.</summary>
    private static IEnumerable<Garment> Draw(IGenerator generator, int count, long seed, long? label, CancellationToken aborted)
    {
        var card = generator.Card;
        for (var first = 0; first < count; first += Part)
        {
            var request = Request(card, Math.Min(Part, count - first), seed, label, first);
            var images = generator.Sample(request, aborted);
            for (var i = 0; i < images.Count; i++)
            {
                var asked = request.Labels.IsEmpty ? (long?)null : request.Labels.Span[i];
                yield return new Garment(first + i, asked, asked < card.ClassNames.Count ? card.ClassNames[(int)asked] : null, images.EncodePng(i));
            }
        }
    }

    private static SampleRequest Request(ModelCard card, int count, long seed, long? label, int first) => new(count, seed)
    {
        FirstIndex = first,
        Labels = card.Classes == 0 ? default : Enumerable.Range(first, count).Select(index => label ?? index % card.Classes).ToArray(),
    };

    private static ProblemHttpResult? TryCount(Limits limits, int count) =>
        count >= 1 && count <= limits.Count ? null : Wrong($"count is {count}, needed 1 to {limits.Count}");

    private static ProblemHttpResult? TryLabel(ModelCard card, string? text, out long? label)
    {
        label = null;
        if (text is null)
        {
            return null;
        }

        var named = card.ClassNames.Index().FirstOrDefault(name => name.Item.Equals(text, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: ""));
        label = named.Index >= 0 ? named.Index : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return label < card.Classes ? null : Wrong($"label is '{text}', needed {Labels(card)}");
    }

    private static string Labels(ModelCard card) => card switch
    {
        { Classes: 0 } => "none, as this generator knows no classes",
        { ClassNames.Count: > 0 } => $"0 to {card.Classes - 1} or a name: {string.Join(", ", card.ClassNames)}",
        _ => $"0 to {card.Classes - 1}",
    };

    private static ProblemHttpResult Wrong(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
