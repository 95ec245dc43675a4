namespace Gans.Formats;

/// <summary>Keys of a <see cref="ModelCard"/>, without their prefix; its properties say what each holds.</summary>
public static class ModelKeys
{
    /// <summary>Key of <see cref="ModelCard.Format"/>.</summary>
    public const string Format = "format";

    /// <summary>Key of <see cref="ModelCard.Kind"/>.</summary>
    public const string Kind = "kind";

    /// <summary>Key of <see cref="ModelCard.Recipe"/>.</summary>
    public const string Recipe = "recipe";

    /// <summary>Key of <see cref="ModelCard.LatentSize"/>.</summary>
    public const string LatentSize = "latent_size";

    /// <summary>Key of <see cref="ModelCard.LatentDistribution"/>.</summary>
    public const string LatentDistribution = "latent_distribution";

    /// <summary>Key of <see cref="ModelCard.Truncation"/>.</summary>
    public const string Truncation = "truncation";

    /// <summary>Key of <see cref="ModelCard.Classes"/>.</summary>
    public const string Classes = "classes";

    /// <summary>Key of <see cref="ModelCard.ClassNames"/>.</summary>
    public const string ClassNames = "class_names";

    /// <summary>Key of <see cref="ModelCard.Codes"/>: their categories.</summary>
    public const string CodeCategories = "code_categories";

    /// <summary>Key of <see cref="ModelCard.Codes"/>: their numbers.</summary>
    public const string ContinuousCodes = "continuous_codes";

    /// <summary>Key of <see cref="ModelCard.Styles"/>: the numbers of one.</summary>
    public const string StyleSize = "style_size";

    /// <summary>Key of <see cref="ModelCard.Styles"/>: the coarse layers.</summary>
    public const string CoarseLayers = "coarse_layers";

    /// <summary>Key of <see cref="ModelCard.Styles"/>: the middle layers.</summary>
    public const string MiddleLayers = "middle_layers";

    /// <summary>Key of <see cref="ModelCard.Styles"/>: the fine layers.</summary>
    public const string FineLayers = "fine_layers";

    /// <summary>Key of <see cref="ModelCard.VectorSize"/>.</summary>
    public const string VectorSize = "vector_size";

    /// <summary>Key of <see cref="ModelCard.SourceDomain"/>.</summary>
    public const string SourceDomain = "source_domain";

    /// <summary>Key of <see cref="ModelCard.TargetDomain"/>.</summary>
    public const string TargetDomain = "target_domain";

    /// <summary>Key of <see cref="ModelCard.Dropout"/>.</summary>
    public const string Dropout = "dropout";

    /// <summary>Key of <see cref="ModelCard.ValueMin"/>.</summary>
    public const string ValueMin = "value_min";

    /// <summary>Key of <see cref="ModelCard.ValueMax"/>.</summary>
    public const string ValueMax = "value_max";

    /// <summary>Key of <see cref="ModelCard.ImageHeight"/>.</summary>
    public const string ImageHeight = "image_height";

    /// <summary>Key of <see cref="ModelCard.ImageWidth"/>.</summary>
    public const string ImageWidth = "image_width";

    /// <summary>Key of <see cref="ModelCard.ImageChannels"/>.</summary>
    public const string ImageChannels = "image_channels";

    /// <summary>Key of <see cref="ModelCard.Parameters"/>.</summary>
    public const string Parameters = "parameters";

    /// <summary>Key of <see cref="ModelCard.Steps"/>.</summary>
    public const string Steps = "steps";

    /// <summary>Key of <see cref="ModelCard.Dataset"/>.</summary>
    public const string Dataset = "dataset";

    /// <summary>Key of <see cref="ModelCard.Seed"/>.</summary>
    public const string Seed = "seed";

    /// <summary>Key of <see cref="ModelCard.ToolVersion"/>.</summary>
    public const string ToolVersion = "tool_version";

    /// <summary>Key of <see cref="ModelCard.Weights"/>.</summary>
    public const string Weights = "weights";

    /// <summary>Key of <see cref="ModelCard.WeightsSha256"/>.</summary>
    public const string WeightsSha256 = "weights_sha256";

    /// <summary>Key of <see cref="ModelCard.Resize"/>.</summary>
    public const string Resize = "resize";

    /// <summary>Key of <see cref="ModelCard.Accuracy"/>.</summary>
    public const string Accuracy = "accuracy";
}
