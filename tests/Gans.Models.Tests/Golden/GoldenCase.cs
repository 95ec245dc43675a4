using Gans.Models.Classifiers;
using Gans.Models.Inception;

namespace Gans.Models.Tests.Golden;

/// <summary>Networks that share a golden file, and what they are given.</summary>
/// <param name="Name">The file's name, without its extension.</param>
/// <param name="Create">Makes the networks, in the order in which one feeds the next; without dropout if that is asked for.</param>
/// <param name="Inputs">What each network is given when it is run on its own.</param>
/// <param name="IsTrained">Whether they are trained here, so that training passes and gradients through all of them are kept too.</param>
internal sealed record GoldenCase(string Name, Func<bool, IReadOnlyList<GoldenNetwork>> Create, IReadOnlyList<GoldenInput> Inputs, bool IsTrained = true)
{
    private const int Samples = 4;
    private const int LargeSamples = 2;

    /// <summary>Shapes of the data that the models were made for, where it is not that of MNIST.</summary>
    private static readonly Dictionary<string, DataShape> DataOfSources = new(StringComparer.Ordinal)
    {
        ["dcgan-cifar10"] = new(3, 32, 32, 10),
        ["dcgan-faces80"] = new(3, 80, 80),
        ["wgan-horses"] = new(3, 32, 32),
        ["wgan-gp-faces64"] = new(3, 64, 64),
    };

    /// <summary>Models that are younger than the golden files: there is nothing older to compare them with.</summary>
    private static readonly string[] Younger =
    [
        "began-fashion", "biggan-64", "biggan-cifar10", "biggan-deep-64", "classifier-cifar10", "cyclegan", "pix2pix", "progan-b-faces", "progan-faces128",
        "progan-paper", "projection-fashion", "stylegan-faces128", "stylegan-faces64",
    ];

    /// <summary>Every older model of the registry as its source has it, variants of some, and the networks that are not trained here.</summary>
    internal static IReadOnlyList<GoldenCase> All { get; } =
    [
        .. ModelRegistry.Shipped.Names.Except(Younger).Select(name => OfModel(name, name, settings => settings)),
        OfModel("sgan-mnist", "sgan-mnist-separate", settings => settings with { DiscriminatorDesign = DiscriminatorDesign.Separate }),
        OfModel("sgan-mnist", "sgan-mnist-multi-output", settings => settings with { DiscriminatorDesign = DiscriminatorDesign.MultiOutput }),
        OfModel("infogan-mnist", "infogan-mnist-points", settings => settings with { ContinuousCodes = 2 }),
        OfModel("infogan-mnist", "infogan-mnist-gaussians", settings => settings with { ContinuousCodes = 2, GaussianCodes = true }),
        OfInception("inception-keras", InceptionVariant.Keras, 1000),
        OfInception("inception-fid", InceptionVariant.Fid, 1008),
        OfInception("inception-torchvision", InceptionVariant.Torchvision, 32, 7),
        OfDetector("mtcnn-proposal", GoldenNetwork.ProposalNetwork, 27, 38),
        OfDetector("mtcnn-refinement", GoldenNetwork.RefinementNetwork, 24, 24),
        OfDetector("mtcnn-output", GoldenNetwork.OutputNetwork, 48, 48),
    ];

    private static GoldenCase OfModel(string model, string name, Func<GanSettings, GanSettings> change)
    {
        Assert.IsTrue(ModelRegistry.Shipped.TryGet(model, out var found), model);
        var settings = change(found.Settings);
        var data = found.DataOf(settings)?.Shape ?? DataOfSources.GetValueOrDefault(model, new DataShape(1, 28, 28, 10));
        return found switch
        {
            GanModel gan => OfGan(name, gan, settings, data),
            ClassifierModel classifier => new GoldenCase(
                name,
                withoutDropout => [GoldenNetwork.ClassifierOf(classifier, For(settings, withoutDropout), data)],
                [Judged("classifier", data, labelled: false)]),
            _ => throw new InvalidOperationException($"The model {name} is of a kind that has no golden networks yet. Add it to {nameof(GoldenCase)}."),
        };
    }

    private static GoldenCase OfGan(string name, GanModel model, GanSettings settings, DataShape data) => new(
        name,
        withoutDropout =>
        [
            GoldenNetwork.GeneratorOf(model, For(settings, withoutDropout), data),
            GoldenNetwork.DiscriminatorOf(model, For(settings, withoutDropout), data),
        ],
        [
            // Latents of variance 1.
            GoldenInput.Of("generator", [Samples, settings.LatentSize], Math.Sqrt(3), model.IsConditional ? data.ClassCount : 0, settings.Codes.Size),
            Judged("discriminator", data, model.IsDiscriminatorConditional),
        ]);

    private static GoldenCase OfInception(string name, InceptionVariant variant, params int[] head) => new(
        name,
        _ => [GoldenNetwork.InceptionOf(variant, head)],
        [GoldenInput.Of("classifier", [LargeSamples, 3, InceptionV3.ImageSize, InceptionV3.ImageSize], scale: 1)],
        IsTrained: false);

    private static GoldenCase OfDetector(string name, Func<GoldenNetwork> create, int height, int width) =>
        new(name, _ => [create()], [GoldenInput.Of("detector", [LargeSamples, 3, height, width], scale: 1)], IsTrained: false);

    private static GoldenInput Judged(string name, DataShape data, bool labelled) =>
        GoldenInput.Of(name, [Samples, .. data.Sizes], scale: 1, labelled ? data.ClassCount : 0);

    private static GanSettings For(GanSettings settings, bool withoutDropout) => withoutDropout ? settings with { DropoutRate = 0 } : settings;
}
