using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gans.Formats;

namespace Gans.Inference;

/// <summary>Reads and writes the file of a <see cref="LatentBank"/>.</summary>
[JsonSerializable(typeof(LatentBankFile), TypeInfoPropertyName = "Bank")]
internal sealed partial class LatentBankJson : JsonSerializerContext
{
    private const int Format = 1;

    private static readonly LatentBankJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The text of the file.</summary>
    internal static string Write(IEnumerable<KeyValuePair<string, LatentGroup>> groups)
    {
        var entries = groups.ToDictionary(group => group.Key, group => new LatentGroupEntry(
            group.Value.Seed,
            group.Value.Truncation,
            group.Value.Numbers.IsEmpty ? null : [.. group.Value.Numbers],
            group.Value.Latents.IsEmpty ? null : [.. group.Value.Latents.Select(latent => latent.ToArray())]));
        return JsonSerializer.Serialize(new LatentBankFile(Format, entries), Readable.Bank) + "\n";
    }

    /// <summary>Parses the text of the file.</summary>
    /// <exception cref="InvalidInputException">It is no bank, or of another format.</exception>
    internal static IEnumerable<KeyValuePair<string, LatentGroup>> Parse(ReadOnlySpan<byte> json, string name)
    {
        var bytes = json.ToArray();
        return JsonInput.Read($"Reading {name}", "Make a bank of latents with 'gans bank'.", () =>
        {
            var content = JsonSerializer.Deserialize(bytes, Readable.Bank) ?? throw new JsonException("it is null");
            return content.Format == Format
                ? content.Groups.Select(entry => KeyValuePair.Create(entry.Key, ToGroup(entry.Value))).ToList()
                : throw new InvalidInputException(
                    $"Reading {name}: found a bank of format {content.Format}, needed {Format}. Update Gans, or write the bank again.");
        });
    }

    private static LatentGroup ToGroup(LatentGroupEntry? entry) => entry is null ? throw new FormatException("a group is null") : new()
    {
        Seed = entry.Seed ?? 1,
        Truncation = entry.Truncation,
        Numbers = [.. entry.Numbers ?? []],
        Latents = [.. (entry.Latents ?? []).Select(ToLatent)],
    };

    private static ImmutableArray<float> ToLatent(float[]? latent) => latent is null ? throw new FormatException("a latent is null") : [.. latent];
}

/// <summary>The file of a <see cref="LatentBank"/>.</summary>
internal sealed record LatentBankFile(int Format, Dictionary<string, LatentGroupEntry> Groups);

/// <summary>One group in the file.</summary>
internal sealed record LatentGroupEntry(long? Seed = null, double? Truncation = null, long[]? Numbers = null, float[][]? Latents = null);
