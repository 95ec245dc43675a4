using System.Runtime.InteropServices;

namespace Gans.Torch.Door;

/// <summary>Owns one native tensor; the only type that frees it.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private readonly ITorchDoor door;

    internal TensorHandle(ITorchDoor door, nint tensor)
        : base(0, ownsHandle: true)
    {
        this.door = door;
        SetHandle(tensor);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        door.Free(handle);
        return true;
    }
}
