using System.CommandLine;
using System.Globalization;
using System.Text;
using Gans.Models;
using Gans.Training;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans models</c>.</summary>
internal static class ModelsCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string?>("NAME") { Description = "A model, to print all of", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(_ => ModelRegistry.Shipped.Names.Select(each => new System.CommandLine.Completions.CompletionItem(each)));
        var own = new OwnModelsOption();
        var command = new Command(
            "models",
            "List the models that can be trained; of one, what it takes, how large it is, and the options that it hears."
            + "\n\nExample:\n  gans models dcgan-fashion") { name, own.Symbol };
        command.SetAction(arguments =>
        {
            var models = own.Read(arguments);
            var width = HelpText.WidthOf(context.OutputColumns);
            context.Output.Write(arguments.GetValue(name) is { } one ? Describe(ModelFacts.Of(one, models), width) : List(models, width));
            return GansCommandLine.Done;
        });
        return command;
    }

    private static string List(ModelRegistry models, int width)
    {
        var text = new StringBuilder();
        HelpText.AppendRows(text, [.. models.Names.Select(name => (name, DescriptionOf(name, models)))], width);
        return text.ToString();
    }

    private static string DescriptionOf(string name, ModelRegistry models) =>
        models.TryGet(name, out var model) && models.OriginOf(name) is { } origin ? $"{model.Description} ({origin.File})" : model!.Description;

    private static string Describe(ModelFacts facts, int width)
    {
        var (model, settings) = (facts.Model, facts.Model.Settings);
        var text = new StringBuilder($"{model.Name}: {model.Description}\n");
        (string, string)[] rows =
        [
            .. facts.Origin is { } origin ? [("comes from", $"{origin.File}, SHA-256 {origin.Digest}")] : Array.Empty<(string, string)>(),
            ("takes", facts.Takes),
            .. model.TypicalData is { IsVector: false } typical ? [("made for", $"images of {typical}")] : Array.Empty<(string, string)>(),
            .. facts.Networks.Select(network => (network.Name, string.Create(CultureInfo.InvariantCulture, $"{network.Table.ParameterCount:#,0} parameters"))),
        ];
        text.Append('\n');
        HelpText.AppendRows(text, rows, width);
        text.Append("\nOptions that it hears, with its own values:\n");
        HelpText.AppendRows(text, [.. facts.Settings.Select(setting => (Text(setting, settings), setting.Doc))], width);
        return text.ToString();
    }

    private static string Text(GanSetting setting, GanSettings settings) =>
        $"--{setting.Name.Replace('_', '-')}{(setting.Get(settings) is { } value ? " " + setting.Values.Format(value) : "")}";
}
