namespace Gans.Models;

/// <summary>The models that a setting means something to; all others refuse it rather than pass it over.</summary>
public sealed class Audience
{
    private readonly Func<TrainableModel, GanSettings, bool> hears;

    private readonly Func<TrainableModel, string> otherwise;

    private Audience(Func<TrainableModel, GanSettings, bool> hears, string otherwise)
        : this(hears, _ => otherwise)
    {
    }

    private Audience(Func<TrainableModel, GanSettings, bool> hears, Func<TrainableModel, string> otherwise) =>
        (this.hears, this.otherwise) = (hears, otherwise);

    /// <summary>Models of a generator that makes samples of latents, and a discriminator.</summary>
    public static Audience Adversarial { get; } = new((model, _) => model is GanModel, model => model is TranslationModel ? "translates images" : "is no GAN");

    /// <summary>Models of generators and discriminators, those that translate images among them.</summary>
    public static Audience Players { get; } = new((model, _) => model is GanModel or TranslationModel, "is no GAN");

    /// <summary>Models that translate images.</summary>
    public static Audience Translating { get; } = new((model, _) => model is TranslationModel, "translates no images");

    /// <summary>Models that learn a translation from pairs.</summary>
    public static Audience Paired { get; } = new((model, _) => model is TranslationModel { IsPaired: true }, "learns from no pairs");

    /// <summary>Models that learn translations without pairs.</summary>
    public static Audience Unpaired { get; } = new((model, _) => model is TranslationModel { IsPaired: false }, "learns no cycles");

    /// <summary>Models that make one network of use, so that there is one to average.</summary>
    public static Audience OneProduct { get; } = new((model, _) => model is not TranslationModel { IsPaired: false }, "has two generators");

    /// <summary>Models with a discriminator, or classifier, that drops features.</summary>
    public static Audience Dropping { get; } = new((model, _) => model is not TranslationModel, "translates images");

    /// <summary>Models that learn images.</summary>
    public static Audience OfImages { get; } = new((model, settings) => model.DataOf(settings) is null, "learns vectors");

    /// <summary>Models that learn vectors, which are made as they are asked for.</summary>
    public static Audience OfVectors { get; } = new((model, settings) => model.DataOf(settings) is not null, "learns images");

    /// <summary>Models that a class is told to.</summary>
    public static Audience Conditional { get; } = new((model, _) => model is GanModel { IsConditional: true }, "is told no classes");

    /// <summary>Models that find a control code again.</summary>
    public static Audience Coded { get; } = new((model, _) => RuleOf(model) == UpdateRule.InfoGan, "has no codes");

    /// <summary>Models whose generator's update does not train the discriminator's trunk anyway.</summary>
    public static Audience WithoutCodes { get; } =
        new((model, _) => RuleOf(model) != UpdateRule.InfoGan, "trains its discriminator's trunk by code_update");

    /// <summary>Models whose discriminator learns classes of few labels.</summary>
    public static Audience SemiSupervised { get; } = new((model, _) => RuleOf(model) == UpdateRule.SemiSupervised, "is not semi-supervised");

    /// <summary>Models whose networks grow level by level.</summary>
    public static Audience Growing { get; } = new((model, _) => model is GanModel { Grows: true }, "does not grow");

    /// <summary>Models whose generator takes a latent vector as styles.</summary>
    public static Audience Styled { get; } = new((model, _) => model is GanModel { HasStyles: true }, "has no styles");

    /// <summary>Models whose discriminator is an autoencoder.</summary>
    public static Audience Balanced { get; } = new((model, _) => RuleOf(model) == UpdateRule.Equilibrium, "has no autoencoder");

    /// <summary>Models whose discriminator gives a score that a loss and penalties can be asked of.</summary>
    public static Audience Scoring { get; } = new(
        (model, _) => model is GanModel { Rule: not UpdateRule.Equilibrium },
        model => model is TranslationModel ? "translates images" : Scoreless(model));

    /// <summary>The same, those that translate images among them.</summary>
    public static Audience ScoringPlayers { get; } =
        new((model, _) => model is GanModel { Rule: not UpdateRule.Equilibrium } or TranslationModel, Scoreless);

    /// <summary>Whether a model belongs to it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Its settings.</param>
    public bool Hears(TrainableModel model, GanSettings settings) => hears(model, settings);

    /// <summary>What a model is that does not belong to it, after "which": "is no GAN".</summary>
    /// <param name="model">The model.</param>
    public string Otherwise(TrainableModel model) => otherwise(model);

    private static string Scoreless(TrainableModel model) => model is GanModel ? "has no discriminator that gives scores" : "is no GAN";

    private static UpdateRule? RuleOf(TrainableModel model) => (model as GanModel)?.Rule;
}
