using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Gans.Preprocessing;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans prepare --list</c>.</summary>
internal static class CatalogueOption
{
    /// <summary>Makes the option, which needs no other.</summary>
    /// <param name="context">What all commands share.</param>
    public static Option Create(CommandContext context) =>
        new Option<bool>("--list")
        {
            Description = "Print the data sets that Gans knows of: origin, licence, recipes, size, digest",
            Action = new Action(context.Output),
        };

    private sealed class Action(TextWriter output) : SynchronousCommandLineAction
    {
        private const int NameWidth = 10;
        private const double BytesPerMegabyte = 1e6;

        /// <inheritdoc/>
        public override bool ClearsParseErrors => true;

        /// <inheritdoc/>
        public override int Invoke(ParseResult parseResult)
        {
            foreach (var entry in DatasetCatalogue.Entries)
            {
                output.WriteLine($"{entry.Name} (--dataset {entry.Dataset})");
                Row("from", entry.Origin);
                Row("licence", entry.Licence);
                Row("recipes", entry.Recipes.IsEmpty ? "none yet" : string.Join(", ", entry.Recipes));
                Row("url", entry.Address);
                Row("size", entry.Bytes is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size / BytesPerMegabyte:#,0} MB") : "not published");
                Row("sha256", entry.Sha256 ?? (entry.Address is null ? "checked when its package is installed" : "not published: pass --sha256"));
            }

            return GansCommandLine.Done;
        }

        private void Row(string name, string? value)
        {
            if (value is not null)
            {
                output.WriteLine($"  {name.PadRight(NameWidth)}{value}");
            }
        }
    }
}
