namespace Gans.Torch.Door;

/// <summary>An ATen operator by name, found in the dispatcher at its first call.</summary>
internal sealed class Operator
{
    private nint handle;
    private OperatorSchema? schema;

    /// <summary>Names an operator; nothing is looked up yet.</summary>
    /// <param name="name"><c>conv2d</c>, in the namespace <c>aten</c>.</param>
    /// <param name="overload"><c>Tensor</c>, <c>Scalar</c>, ...; empty for the only or default one.</param>
    public Operator(string name, string overload = "")
    {
        Name = $"aten::{name}";
        Overload = overload;
    }

    public string Name { get; }

    public string Overload { get; }

    public OperatorSchema Schema => schema ??= OperatorSchema.Parse(TorchRuntime.Door.Schema(Handle));

    public nint Handle
    {
        get
        {
            if (handle == 0)
            {
                handle = TorchRuntime.Door.Find(Name, Overload);
            }

            return handle;
        }
    }

    public override string ToString() => Overload.Length == 0 ? Name : $"{Name}.{Overload}";
}
