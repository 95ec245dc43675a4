namespace ClothesServer;

/// <summary>One picture of an answer in JSON.</summary>
/// <param name="Index">Its place in the sequence of the seed.</param>
/// <param name="Label">Its class; null where the generator knows none.</param>
/// <param name="Name">The class' name, where the generator knows it.</param>
/// <param name="Png">The picture, in base 64.</param>
internal sealed record Garment(long Index, long? Label, string? Name, byte[] Png);
