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
        new Option<bool>("--list") { Description = "Print the data sets that the recipes use: origin, licence, size, digest", Action = new Action(context.Output) };

    private sealed class Action(TextWriter output) : SynchronousCommandLineAction
    {
        private const int NameWidth = 10;

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
                Row("used by", entry.UsedBy);
                Row("url", entry.Address);
                Row("size", entry.Megabytes is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size:#,0} MB") : null);
                Row("digest", entry.Digest?.ToString() ?? (entry.Address is null ? null : "none published: pass --sha256"));
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
