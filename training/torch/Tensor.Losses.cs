using Gans.Torch.Door;

namespace Gans.Torch;

public sealed partial class Tensor
{
    private static readonly Operator BinaryCrossEntropyOperator = new("binary_cross_entropy_with_logits");
    private static readonly Operator CrossEntropyOperator = new("cross_entropy_loss");
    private static readonly Operator MeanSquaredErrorOperator = new("mse_loss");
    private static readonly Operator MeanAbsoluteErrorOperator = new("l1_loss");

    /// <summary>Mean of -(y log p + (1 - y) log(1 - p)) with p = sigmoid(this), computed from the logits without overflow.</summary>
    /// <param name="targets">y, of this shape, 0 to 1.</param>
    public Tensor BinaryCrossEntropyWithLogits(Tensor targets) => BinaryCrossEntropyOperator.Call(this, targets);

    /// <summary>Mean of -log softmax(this)[class]: this [N, K] of logits.</summary>
    /// <param name="classes">Int64 [N], 0 to K - 1.</param>
    public Tensor CrossEntropy(Tensor classes) => CrossEntropyOperator.Call(this, classes);

    /// <summary>Mean of the squared differences.</summary>
    /// <param name="targets">Of this shape.</param>
    public Tensor MeanSquaredError(Tensor targets) => MeanSquaredErrorOperator.Call(this, targets);

    /// <summary>Mean of the absolute differences.</summary>
    /// <param name="targets">Of this shape.</param>
    public Tensor MeanAbsoluteError(Tensor targets) => MeanAbsoluteErrorOperator.Call(this, targets);
}
