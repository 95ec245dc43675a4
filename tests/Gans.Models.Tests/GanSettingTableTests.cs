using System.Text.Json;

namespace Gans.Models.Tests;

[TestClass]
public sealed class GanSettingTableTests
{
    /// <summary>Options that set one number of both players.</summary>
    private static readonly string[] OfBothPlayers = ["learning_rate", "beta1"];

    [TestMethod]
    [Description("A property without a row could be set by no option and would be lost in run.json.")]
    public void All_EverySetting_HasOneRowUnderItsName()
    {
        var settings = typeof(GanSettings).GetProperties().Where(property => property.CanWrite).Select(property => property.Name);

        CollectionAssert.AreEquivalent(
            settings.Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).Concat(OfBothPlayers).ToArray(),
            GanSettingTable.All.Select(setting => setting.Name).ToArray());
    }

    [TestMethod]
    public void With_AnotherValue_ReplacesThatPropertyAlone()
    {
        foreach (var setting in GanSettingTable.All.Where(setting => !OfBothPlayers.Contains(setting.Name) && setting != GanSettingTable.Epochs))
        {
            var before = new GanSettings();
            var value = Another(setting, before);

            var after = setting.With(before, value);

            Assert.AreEqual(value, setting.Get(after), setting.Name);
            var changed = typeof(GanSettings).GetProperties()
                .Where(property => property.CanWrite && !Equals(property.GetValue(before), property.GetValue(after)));
            Assert.AreEqual(setting.Name, JsonNamingPolicy.SnakeCaseLower.ConvertName(changed.Single().Name));
        }
    }

    [TestMethod]
    public void With_Epochs_TakesStepsOut()
    {
        var settings = GanSettingTable.Epochs.With(new GanSettings { Steps = 7 }, 3L);

        Assert.AreEqual((3, 0L, null), (settings.Epochs, settings.Steps, GanSettingTable.Steps.Get(settings)));
    }

    [TestMethod]
    public void With_OfBothPlayers_SetsBoth()
    {
        var settings = Find("beta1").With(Find("learning_rate").With(new GanSettings(), 0.25), 0.75);

        Assert.AreEqual(
            (0.25, 0.25, 0.75, 0.75),
            (settings.GeneratorLearningRate, settings.DiscriminatorLearningRate, settings.GeneratorBeta1, settings.DiscriminatorBeta1));
    }

    [TestMethod]
    [Description("Half of an old weight's share is left after 1,000 images, whatever the batch: 0.5^(64 / 1000) a batch of 64, its root of 32.")]
    [DataRow(64, 0.95661)]
    [DataRow(32, 0.97806)]
    [DataRow(1000, 0.5)]
    public void AveragingDecay_HalfLife_IsInImages(int batch, double decay) =>
        Assert.AreEqual(decay, new GanSettings { BatchSize = batch, EmaHalfLife = 1000 }.AveragingDecay, 1e-5);   // as many digits as are written

    [TestMethod]
    [Description("What a model's source has is in the range of the option, wherever the model has a use for it.")]
    public void Reject_EveryModelsOwnSettings_NothingIsWrong()
    {
        foreach (var name in ModelRegistry.Shipped.Names)
        {
            Assert.IsTrue(ModelRegistry.Shipped.TryGet(name, out var model));
            var settings = model.Settings;
            var wrong = GanSettingTable.All.Where(setting => setting.Refusal(model, settings) is null && setting.Reject(settings) is not null);

            Assert.AreEqual("", string.Join(' ', wrong.Select(setting => setting.Name)), name);
        }
    }

    [TestMethod]
    [DataRow("curve", "gan-1d", null)]
    [DataRow("curve", "dcgan-fashion", "learns images")]
    [DataRow("dropout_rate", "gan-1d", "learns vectors")]
    [DataRow("embedding_size", "cgan-fashion", null)]
    [DataRow("embedding_size", "dcgan-fashion", "is told no classes")]
    [DataRow("code_weight", "infogan-mnist", null)]
    [DataRow("code_weight", "sgan-mnist", "has no codes")]
    [DataRow("generator_update", "infogan-mnist", "trains its discriminator's trunk by code_update")]
    [DataRow("labelled_images", "sgan-mnist", null)]
    [DataRow("labelled_images", "classifier-mnist", "is not semi-supervised")]
    [DataRow("latent_size", "classifier-mnist", "is no GAN")]
    [DataRow("batch_size", "classifier-mnist", null)]
    [DataRow("latent_size", "pix2pix", "translates images")]
    [DataRow("dropout_rate", "pix2pix", "translates images")]
    [DataRow("loss", "pix2pix", null)]
    [DataRow("reconstruction_weight", "cyclegan", "learns from no pairs")]
    [DataRow("cycle_weight", "pix2pix", "learns no cycles")]
    [DataRow("patch_size", "dcgan-fashion", "translates no images")]
    [DataRow("ema_decay", "cyclegan", "has two generators")]
    [DataRow("learning_rate_schedule", "dcgan-fashion", null)]
    [DataRow("random_flip", "dcgan-fashion", null)]
    [DataRow("random_flip", "classifier-mnist", "is no GAN")]
    [DataRow("augment_colour", "dcgan-fashion", null)]
    [DataRow("augment_translation", "gan-1d", "learns vectors")]
    [DataRow("augment_cutout", "pix2pix", "translates images")]
    [DataRow("ema_half_life", "cyclegan", "has two generators")]
    public void Refusal_Model_SaysWhyItHasNoUse(string setting, string name, string? reason)
    {
        Assert.IsTrue(ModelRegistry.Shipped.TryGet(name, out var model));

        Assert.AreEqual(reason, Find(setting).Refusal(model, model.Settings));
    }

    [TestMethod]
    [DataRow("batch_size", "2", true)]
    [DataRow("batch_size", "65536", true)]
    [DataRow("batch_size", "65537", false)]
    [DataRow("batch_size", "1", true)]
    [DataRow("batch_size", "0", false)]
    [DataRow("beta2", "0", true)]
    [DataRow("beta2", "1", false)]
    [DataRow("learning_rate", "0", false)]
    [DataRow("learning_rate", "1e-9", true)]
    [DataRow("learning_rate", "1e300", false)]
    [DataRow("weight_clip", "Infinity", false)]
    [DataRow("label_flip_rate", "1", true)]
    [DataRow("real_target_min", "-0.1", false)]
    [DataRow("loss", "least-squares", true)]
    [DataRow("loss", "LeastSquares", false)]
    [DataRow("gaussian_codes", "true", true)]
    [DataRow("gaussian_codes", "1", false)]
    public void Parse_Text_IsTakenInTheRangeOnly(string name, string text, bool taken)
    {
        var values = Find(name).Values;

        Assert.AreEqual(taken, values.Parse(text) is not null);
        if (values.Parse(text) is { } value)
        {
            Assert.AreEqual(value, values.Parse(values.Format(value)));
        }
    }

    private static GanSetting Find(string name) => GanSettingTable.All.Single(setting => setting.Name == name);

    private static object Another(GanSetting setting, GanSettings settings) => setting.Values switch
    {
        WholeDomain => 7L,
        NumberDomain => 0.125,
        FlagDomain => !(bool)setting.Get(settings)!,
        WordDomain words => words.Parse(words.Words.First(word => word != words.Format(setting.Get(settings)!)))!,
        _ => throw new AssertFailedException(setting.Name),
    };
}
