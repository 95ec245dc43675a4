using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gans.Models.Classifiers;
using Gans.Models.Layers;
using Module = TorchSharp.torch.nn.Module;

namespace Gans.Models;

/// <summary>
/// Tells networks apart by what they compute and how they are trained: a run whose model has another fingerprint than it had is another training.
/// </summary>
/// <remarks>
/// It is the SHA-256 of a text of lines: the model with its versions, every layer with its kind and options, the law of its first weights, and the name, shape
/// and type of every value that a checkpoint keeps. Weights are no part of it, nor are the numbers that a machine rounds. What a layer's code does between its
/// parts is not seen: who changes that raises its <see cref="NetworkVersionAttribute"/>.
/// </remarks>
public static class ModelFingerprint
{
    /// <summary>Of TorchSharp's layers: how they compute, not what.</summary>
    private static readonly string[] Neutral = ["inplace", "training"];

    /// <summary>The fingerprint of a model's networks. Makes them, so it draws from the CPU's generator.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Its settings: of them only those count that shape networks or their first weights.</param>
    /// <param name="data">The data's shape; one that <see cref="TrainableModel.Reject"/> takes.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(TrainableModel model, GanSettings settings, DataShape data) => Digest(Describe(model, settings, data));

    /// <summary>The same with every setting of the training that is not what <see cref="GanSettings"/> begins with, but how long it lasts.</summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    /// <inheritdoc cref="Of"/>
    public static string OfTraining(TrainableModel model, GanSettings settings, DataShape data)
    {
        var usual = new GanSettings();
        var changed = typeof(GanSettings).GetProperties()
            .Where(property => property.CanWrite && property.Name is not (nameof(GanSettings.Epochs) or nameof(GanSettings.Steps)))
            .Where(property => !Equals(property.GetValue(settings), property.GetValue(usual)))
            .Select(property => $"{property.Name}={Text(property.GetValue(settings))}")
            .Order(StringComparer.Ordinal);
        return Digest($"{Describe(model, settings, data)}settings {string.Join(' ', changed)}\n");
    }

    /// <summary>The text whose digest the fingerprint is.</summary>
    internal static string Describe(TrainableModel model, GanSettings settings, DataShape data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"model {model.Name} version {VersionOf(model.GetType())} range {model.Range.Min} {model.Range.Max}");
        switch (model)
        {
            case GanModel gan:
                text.Append(CultureInfo.InvariantCulture, $" rule {gan.Rule} first weights {settings.InitialDeviation}\n");
                Append(text, "generator", gan.CreateGenerator(settings, data));
                Append(text, "discriminator", gan.CreateDiscriminator(settings, data));
                break;
            case TranslationModel translation:
                text.Append(CultureInfo.InvariantCulture, $" first weights {settings.InitialDeviation}\n");
                Append(text, "generator", translation.CreateGenerator(settings, data));
                Append(text, "discriminator", translation.CreateDiscriminator(settings, data));
                break;
            case ClassifierModel classifier:
                text.Append(CultureInfo.InvariantCulture, $" first weights {settings.InitialDeviation}\n");
                Append(text, "classifier", classifier.CreateClassifier(settings, data));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(model), model.Name, "Not a model of networks that are known.");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, Module network)
    {
        using (network)
        {
            AppendTree(text, name, network);
            foreach (var (state, value) in network.NamedState())
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}.{state} {value.dtype} [{Text(value.shape)}]\n");
            }
        }
    }

    private static void AppendTree(StringBuilder text, string name, Module module)
    {
        text.Append(CultureInfo.InvariantCulture, $"{name} {module.GetType().Name} version {VersionOf(module.GetType())}");
        foreach (var (option, value) in OptionsOf(module).OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $" {option}={Text(value)}");
        }

        if (FirstValues.Of(module) is { } law)
        {
            text.Append(CultureInfo.InvariantCulture, $" from {law}");
        }

        text.Append('\n');
        foreach (var (part, child) in module.named_children())
        {
            AppendTree(text, $"{name}.{part}", child);
        }
    }

    /// <summary>What a layer of ours says, and the plain values that one of TorchSharp's shows.</summary>
    private static IEnumerable<KeyValuePair<string, object?>> OptionsOf(Module module) => module is Layer layer
        ? layer.Options.Select(option => KeyValuePair.Create(option.Key, (object?)option.Value))
        : from property in module.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
          where property.CanRead && IsPlain(property.PropertyType) && !Neutral.Contains(property.Name)
          select KeyValuePair.Create(property.Name, property.GetValue(module));

    private static bool IsPlain(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || (plain.IsArray && IsPlain(plain.GetElementType()!))
            || (plain.IsGenericType && plain.Name.StartsWith("ValueTuple", StringComparison.Ordinal) && plain.GetGenericArguments().All(IsPlain));
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        string word => word,
        IEnumerable items => string.Join(',', items.Cast<object?>().Select(Text)),
        ITuple tuple => string.Join(',', Enumerable.Range(0, tuple.Length).Select(i => Text(tuple[i]))),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static int VersionOf(Type type) => type.GetCustomAttribute<NetworkVersionAttribute>(inherit: false)?.Version ?? 1;

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
