using Gans.Torch.Door;

namespace Gans.Torch;

/// <summary>Operators over lists of tensors: one call where a loop would make hundreds, one kernel on a GPU.</summary>
internal static class Foreach
{
    private static readonly Operator MultiplyNumberOperator = new("_foreach_mul_", "Scalar");
    private static readonly Operator AddListOperator = new("_foreach_add_", "List");
    private static readonly Operator AddNumberOperator = new("_foreach_add_", "Scalar");
    private static readonly Operator AddProductOperator = new("_foreach_addcmul_", "Scalar");
    private static readonly Operator AddQuotientOperator = new("_foreach_addcdiv_", "Scalar");
    private static readonly Operator SqrtOperator = new("_foreach_sqrt");

    /// <summary>values *= factor.</summary>
    public static void Multiply(Tensor[] values, double factor) => MultiplyNumberOperator.CallInPlace(values, factor);

    /// <summary>values += scale * others.</summary>
    public static void Add(Tensor[] values, Tensor[] others, double scale = 1) => AddListOperator.CallInPlace(values, others, scale);

    /// <summary>values += number.</summary>
    public static void Add(Tensor[] values, double number) => AddNumberOperator.CallInPlace(values, number);

    /// <summary>values += scale * left * right.</summary>
    public static void AddProduct(Tensor[] values, Tensor[] left, Tensor[] right, double scale) => AddProductOperator.CallInPlace(values, left, right, scale);

    /// <summary>values += scale * left / right.</summary>
    public static void AddQuotient(Tensor[] values, Tensor[] left, Tensor[] right, double scale) => AddQuotientOperator.CallInPlace(values, left, right, scale);

    /// <summary>New tensors: the square roots.</summary>
    public static Tensor[] Sqrt(Tensor[] values) => SqrtOperator.CallMany(values)!;
}
