using System.Globalization;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Pipeline.Stages;

/// <summary>A class as a user names it.</summary>
/// <param name="Number">Its number, where that was written.</param>
/// <param name="Name">Its name in the generator's file, where that was written.</param>
internal readonly record struct ClassWord(int? Number, string? Name)
{
    /// <summary>Reads what a user wrote.</summary>
    /// <param name="text">Not empty.</param>
    public static ClassWord Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(number, null) : new(null, text);

    /// <summary>The class that it means to a generator.</summary>
    /// <param name="info">What the generator's file says.</param>
    /// <returns>Its number; one that was written is taken as it is, whether there is such a class or not.</returns>
    /// <exception cref="InvalidInputException">No class has this name.</exception>
    public int In(ModelInfo info)
    {
        var names = info.Card.ClassNames.ToList();
        var name = Name;
        var number = Number ?? names.FindIndex(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return number >= 0
            ? number
            : throw new InvalidInputException(
                $"Choosing a class of {info.Name}: found '{name}', needed the number or the name of one. {NearestWord.Hint(name!, names)}");
    }

    /// <inheritdoc/>
    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? Name!;
}
