using System.Globalization;
using Gans.Formats;
using Gans.Runtime;
using Microsoft.Extensions.Configuration;

namespace Gans.Inference;

/// <summary>A generator by a section of an app's configuration, read by hand: nothing for a trimmer to lose, and a message for each fault.</summary>
internal static class GeneratorConfiguration
{
    private const string PathKey = "Path";

    private static readonly string[] Keys = [PathKey, nameof(GeneratorOptions.Device), nameof(GeneratorOptions.Threads), nameof(GeneratorOptions.BatchSize)];

    /// <summary>Loads it.</summary>
    /// <exception cref="InvalidInputException">A key is missing, unknown or has a value that is none, or the file cannot be loaded.</exception>
    internal static Generator Load(IConfigurationSection section)
    {
        if (section.GetChildren().FirstOrDefault(child => !Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new InvalidInputException($"Reading {unknown.Path} of the configuration: no such key. {NearestWord.Hint(unknown.Key, Keys)}");
        }

        var path = section[PathKey];
        return string.IsNullOrEmpty(path)
            ? throw new InvalidInputException(
                $"Reading {section.Path}:{PathKey} of the configuration: found nothing, needed the path of a generator's ONNX file.")
            : Generator.Load(path, new GeneratorOptions
            {
                Device = Read(section, nameof(GeneratorOptions.Device), Device.Auto, Device.TryParse, Device.Words),
                Threads = Number(section, nameof(GeneratorOptions.Threads)),
                BatchSize = Number(section, nameof(GeneratorOptions.BatchSize)),
            });
    }

    private static int? Number(IConfigurationSection section, string key) => Read<int?>(section, key, null, TryParse, "a whole number");

    private static bool TryParse(string text, out int? number)
    {
        var found = int.TryParse(text, CultureInfo.InvariantCulture, out var value);
        number = value;
        return found;
    }

    private static T Read<T>(IConfigurationSection section, string key, T absent, TryParser<T> parse, string needed) => section[key] switch
    {
        null or "" => absent,
        var text when parse(text, out var value) => value,
        var text => throw new InvalidInputException($"Reading {section.Path}:{key} of the configuration: found '{text}', needed {needed}."),
    };

    private delegate bool TryParser<T>(string text, out T value);
}
