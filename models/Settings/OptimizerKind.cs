namespace Gans.Models;

/// <summary>The rule by which both players step.</summary>
public enum OptimizerKind
{
    /// <summary>Adam, with Keras' epsilon.</summary>
    Adam,

    /// <summary>RMSprop without momentum.</summary>
    RmsProp,

    /// <summary>Plain gradient descent.</summary>
    Sgd,
}
