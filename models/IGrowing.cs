namespace Gans.Models;

/// <summary>A network that holds all its levels and uses some.</summary>
public interface IGrowing
{
    /// <summary>Which it uses; at first all, straight through. Checkpoints keep it with the weights.</summary>
    /// <remarks>Setting it also says which parameters ask for gradients: those of parts that are not in use do not.</remarks>
    Growth Growth { get; set; }
}
