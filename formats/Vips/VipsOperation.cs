using Microsoft.Win32.SafeHandles;

namespace Gans.Formats.Vips;

/// <summary>One call of a libvips operation: set its arguments by name, run it, take what it made.</summary>
internal sealed unsafe class VipsOperation : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Prepares an operation.</summary>
    /// <param name="name">Its name in libvips, such as <c>pngload_buffer</c>.</param>
    /// <exception cref="VipsException">This libvips does not have it.</exception>
    internal VipsOperation(string name)
        : base(ownsHandle: true)
    {
        VipsLibrary.EnsureLoaded();
        SetHandle(NativeMethods.vips_operation_new(name));
        if (IsInvalid)
        {
            throw new VipsException(VipsErrors.Take());
        }
    }

    /// <summary>Sets a number, or an enumeration by its number.</summary>
    internal VipsOperation Set(string name, int number)
    {
        GValue value = default;
        NativeMethods.g_value_init(ref value, GValue.Int);
        NativeMethods.g_value_set_int(ref value, number);
        return SetAndFree(name, ref value);
    }

    /// <summary>Sets a switch.</summary>
    internal VipsOperation Set(string name, bool truth)
    {
        GValue value = default;
        NativeMethods.g_value_init(ref value, GValue.Boolean);
        NativeMethods.g_value_set_boolean(ref value, truth ? 1 : 0);
        return SetAndFree(name, ref value);
    }

    /// <summary>Sets an image; the operation takes its own reference.</summary>
    internal VipsOperation Set(string name, VipsImage image)
    {
        GValue value = default;
        NativeMethods.g_value_init(ref value, NativeMethods.vips_image_get_type());
        NativeMethods.g_value_set_object(ref value, image.DangerousGetHandle());
        GC.KeepAlive(image);
        return SetAndFree(name, ref value);
    }

    /// <summary>Sets a run of bytes without copying them: they must stay in place until all that is made from them is gone.</summary>
    internal VipsOperation Set(string name, byte* data, int length)
    {
        var blob = NativeMethods.vips_blob_new(0, data, (nuint)length);
        GValue value = default;
        NativeMethods.g_value_init(ref value, NativeMethods.vips_blob_get_type());
        NativeMethods.g_value_set_boxed(ref value, blob);
        NativeMethods.vips_area_unref(blob);
        return SetAndFree(name, ref value);
    }

    /// <summary>Runs the operation and takes the image that it made.</summary>
    /// <param name="name">The output's name, <c>out</c> nearly always.</param>
    /// <exception cref="VipsException">It failed.</exception>
    internal VipsImage TakeImage(string name = "out")
    {
        Build();
        GValue value = default;
        NativeMethods.g_value_init(ref value, NativeMethods.vips_image_get_type());
        NativeMethods.g_object_get_property(handle, name, ref value);
        var image = new VipsImage(NativeMethods.g_value_dup_object(in value));
        NativeMethods.g_value_unset(ref value);
        return image;
    }

    /// <summary>Runs the operation and copies the bytes that it made.</summary>
    /// <param name="name">The output's name, <c>buffer</c> for every saver.</param>
    /// <exception cref="VipsException">It failed.</exception>
    internal byte[] TakeBytes(string name = "buffer")
    {
        Build();
        GValue value = default;
        NativeMethods.g_value_init(ref value, NativeMethods.vips_blob_get_type());
        NativeMethods.g_object_get_property(handle, name, ref value);
        var data = NativeMethods.vips_blob_get(NativeMethods.g_value_get_boxed(in value), out var length);
        var bytes = new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
        NativeMethods.g_value_unset(ref value);
        return bytes;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.vips_object_unref_outputs(handle);
        NativeMethods.g_object_unref(handle);
        return true;
    }

    private VipsOperation SetAndFree(string name, ref GValue value)
    {
        NativeMethods.g_object_set_property(handle, name, in value);
        NativeMethods.g_value_unset(ref value);
        return this;
    }

    private void Build()
    {
        var result = NativeMethods.vips_cache_operation_build(handle);
        if (result == 0)
        {
            throw new VipsException(VipsErrors.Take());
        }

        // The result is a reference of its own: it takes the place of the one that we held.
        NativeMethods.g_object_unref(handle);
        SetHandle(result);
    }
}
