namespace Gans.Models.Tests.Golden;

/// <summary>How a network is run.</summary>
internal enum GoldenPass
{
    /// <summary>Without dropout, with running statistics.</summary>
    Inference,

    /// <summary>With the batch's statistics, which move the running ones.</summary>
    Train,

    /// <summary>With the batch's statistics while the parameters are frozen: the running ones stay.</summary>
    Frozen,
}
