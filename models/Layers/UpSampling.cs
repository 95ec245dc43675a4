namespace Gans.Models.Layers;

/// <summary>How <see cref="UpSampling2d"/> makes up values between pixels.</summary>
public enum UpSampling
{
    /// <summary>Rows and columns are repeated: Keras' default.</summary>
    Nearest,

    /// <summary>
    /// Bilinear, pixel centres at half integers: output i lies at (i + 0.5) / factor - 0.5, clamped. tf.keras 2, libtorch, ONNX' <c>half_pixel</c>.
    /// </summary>
    BilinearHalfPixel,

    /// <summary>Bilinear, output i lies at i / factor, clamped. Keras 2.3 on TensorFlow 1, ONNX' <c>asymmetric</c>.</summary>
    BilinearAsymmetric,
}
