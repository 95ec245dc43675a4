namespace Gans.Training.Measures;

/// <summary>Names of the shares of samples told rightly that a training logs among its accuracies, each a curve over its steps.</summary>
public static class Shares
{
    /// <summary>Of the update's real images, those called real.</summary>
    public const string Real = "real";

    /// <summary>Of the update's generated images, those called generated.</summary>
    public const string Fake = "fake";

    /// <summary>Of the update's images, those whose class is told.</summary>
    public const string Train = "train";

    /// <summary>Of the update's labelled images, those whose class a semi-supervised discriminator tells.</summary>
    public const string Labelled = "labelled";

    /// <summary>Of the held-out images, those whose class is told.</summary>
    public const string HeldOut = "test";

    /// <summary>Of real images looked at in inference mode, those called real.</summary>
    public const string ExaminedReal = "real_examined";

    /// <summary>Of generated images looked at in inference mode, those called generated.</summary>
    public const string ExaminedFake = "fake_examined";

    /// <summary>Of samples, those that obey the law of the data.</summary>
    public const string OnTarget = "on_target";
}
