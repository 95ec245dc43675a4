namespace Gans.Preprocessing.Downloads;

/// <summary>What a download may cost before it is given up.</summary>
internal sealed record DownloadLimits
{
    /// <summary>The longest time without a byte; what has come stays for the next time.</summary>
    internal TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most bytes of a file whose size nobody knows: no data set of the recipes is a tenth of it.</summary>
    internal long Bytes { get; init; } = 64L << 30;
}
