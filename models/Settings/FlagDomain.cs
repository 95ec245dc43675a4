namespace Gans.Models;

/// <summary>On or off, written <c>true</c> and <c>false</c>; values are of type <see cref="bool"/>.</summary>
public sealed class FlagDomain : ValueDomain
{
    private const string On = "true";
    private const string Off = "false";

    /// <inheritdoc/>
    public override string Needs => $"{On} or {Off}";

    /// <inheritdoc/>
    public override bool Contains(object value) => value is bool;

    /// <inheritdoc/>
    public override object? Parse(string text) => text switch { On => true, Off => false, _ => null };

    /// <inheritdoc/>
    public override string Format(object value) => (bool)value ? On : Off;
}
