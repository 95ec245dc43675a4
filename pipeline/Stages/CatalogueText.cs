using System.Globalization;
using Gans.Preprocessing;

namespace Gans.Pipeline.Stages;

/// <summary>The data sets that can be prepared, in words.</summary>
internal static class CatalogueText
{
    private const int NameWidth = 10;
    private const double BytesPerMegabyte = 1e6;

    /// <summary>Writes a block of lines for each.</summary>
    /// <param name="output">Takes them.</param>
    public static void Write(TextWriter output)
    {
        foreach (var entry in DatasetCatalogue.Entries)
        {
            output.WriteLine($"{entry.Name} (--dataset {entry.Dataset})");
            Row(output, "from", entry.Origin);
            Row(output, "licence", entry.Licence);
            Row(output, "recipes", entry.Recipes.IsEmpty ? "none yet" : string.Join(", ", entry.Recipes));
            Row(output, "url", entry.Address);
            Row(output, "size", entry.Bytes is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size / BytesPerMegabyte:#,0} MB") : "not published");
            Row(output, "sha256", entry.Sha256 ?? (entry.Address is null ? "checked when its package is installed" : "not published: pass --sha256"));
        }
    }

    private static void Row(TextWriter output, string name, string? value)
    {
        if (value is not null)
        {
            output.WriteLine($"  {name.PadRight(NameWidth)}{value}");
        }
    }
}
