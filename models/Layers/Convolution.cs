using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>The one place where networks convolve.</summary>
internal static class Convolution
{
    /// <summary>Convolution of [N, in, H, W] with zeros around it.</summary>
    /// <param name="x">[N, in, H, W].</param>
    /// <param name="weight">[out, in, rows, columns].</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">Step between outputs, both axes.</param>
    /// <param name="rows">Zeros above and below.</param>
    /// <param name="columns">Zeros left and right.</param>
    internal static Tensor Forward(Tensor x, Tensor weight, Tensor? bias, long stride, Border rows, Border columns)
    {
        if (rows.IsEven && columns.IsEven)
        {
            return x.Conv2d(weight, bias, stride, rows.Before, columns.Before);
        }

        using var scope = new TensorScope();
        return scope.Keep(x.Pad(columns.Before, columns.After, rows.Before, rows.After).Conv2d(weight, bias, stride));
    }

    /// <summary>Transposed convolution of [N, in, H, W], cropped.</summary>
    /// <param name="x">[N, in, H, W].</param>
    /// <param name="weight">[in, out, kernel, kernel].</param>
    /// <param name="bias">[out], or none.</param>
    /// <param name="stride">Step between inputs in the output, both axes.</param>
    /// <param name="crop">Rows and columns that go; fewer than none at the end are added instead.</param>
    internal static Tensor Transposed(Tensor x, Tensor weight, Tensor? bias, long stride, Border crop)
    {
        // libtorch crops both ends alike. What the end lacks is its output padding; what the end has too much is sliced off.
        var surplus = crop.After - crop.Before;
        if (surplus <= 0)
        {
            return x.ConvTranspose2d(weight, bias, stride, crop.Before, -surplus);
        }

        using var scope = new TensorScope();
        return scope.Keep(x.ConvTranspose2d(weight, bias, stride, crop.Before).Slice(2, 0, -surplus).Slice(3, 0, -surplus));
    }
}
