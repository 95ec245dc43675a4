using System.CommandLine;
using System.Globalization;
using Gans.Formats;
using Gans.Pipeline.Stages;
using Gans.Preprocessing;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans show</c>.</summary>
internal static class ShowCommand
{
    private const int NameWidth = 22;

    private static readonly StageOption<long?> Count = StageOption.OptionalWholeNumber(
        "count", "Images in the grid; not given: 100, or 25 where they are larger than 64 pixels", minimum: 1, 10_000);

    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("PACK") { Description = "A data set pack" };
        var output = new Option<string?>("--out")
        {
            Description = "Write a grid of images there, spread evenly over the pack, pairs side by side",
            HelpName = "GRID.png",
        };
        var count = new ValueOption<long?>(Count);
        var command = new Command(
            "show", "Print what a pack holds, with label counts and value statistics, and draw a grid of its images.\n\n"
                + "Example:\n  gans show artifacts/fashion/data --out grid.png")
        {
            folder, output, count.Symbol,
        };
        command.SetAction(arguments =>
        {
            using var signals = new StopSignals();
            var shown = count.Value(arguments);
            using var pack = DatasetPack.Open(arguments.GetRequiredValue(folder));
            if (arguments.GetValue(output) is { } grid)
            {
                DatasetPreview.Take(pack, (int?)shown ?? DatasetPreview.DefaultCount(pack)).SaveGrid(grid);
            }

            Print(pack, context.Output, signals.Token);
            return GansCommandLine.Done;
        });
        return command;
    }

    private static void Print(DatasetPack pack, TextWriter output, CancellationToken cancellation)
    {
        var info = pack.Info;
        void Row(string name, FormattableString value) => output.WriteLine(
            VisibleText.OfLine(name.PadRight(NameWidth) + value.ToString(CultureInfo.InvariantCulture)));
        Row("data set", $"{info.Name} ({info.Split}), from {info.Source}");
        Row("source digest", $"{info.SourceDigest}");
        if (info.Transform is { } transform)
        {
            Row("transform", $"{transform}");
        }

        if (info.Shard is { } shard)
        {
            Row("shard", $"{shard.Index} of {shard.Count}");
        }

        Row(pack.HasPairs ? "pairs of images" : "images", $"{info.Count:#,0}, {info.Height}x{info.Width}x{info.Channels}");
        for (var i = 0; i < info.ClassNames.Count; i++)
        {
            Row(i == 0 ? "classes" : "", $"{i} {info.ClassNames[i]}: {info.ClassCounts[i]:#,0}");
        }

        PrintValues(pack, Row, cancellation);
        Row("rejected", $"{info.Rejected.Count:#,0}");
        foreach (var (path, reason) in info.Rejected)
        {
            Row("", $"{path}: {reason}");
        }
    }

    private static void PrintValues(DatasetPack pack, Action<string, FormattableString> row, CancellationToken cancellation)
    {
        string[] channels = pack.Channels == 1 ? ["grey"] : ["red", "green", "blue"];
        foreach (var ofPairs in pack.HasPairs ? (bool[])[false, true] : [false])
        {
            var statistics = PixelStatistics.Of(pack, ofPairs, cancellation);
            for (var c = 0; c < channels.Length; c++)
            {
                var channel = statistics[c];
                var name = pack.HasPairs ? $"{(ofPairs ? "target" : "source")} {channels[c]}" : channels[c];
                row(name, $"{channel.Minimum} to {channel.Maximum}, mean {channel.Mean:0.00}, deviation {channel.Deviation:0.00}");
            }
        }
    }
}
