namespace Gans.Models;

/// <summary>The values that an option takes, and the one way in which each is written: on a command line, in a pipeline, in <c>run.json</c>.</summary>
public abstract class ValueDomain
{
    private protected ValueDomain()
    {
    }

    /// <summary>What a value must be, for messages: "a whole number from 2 to 65536".</summary>
    public abstract string Needs { get; }

    /// <summary>Whether a value is one of these.</summary>
    /// <param name="value">A value of the type that <see cref="Parse"/> gives.</param>
    public abstract bool Contains(object value);

    /// <summary>Reads a value.</summary>
    /// <param name="text">As written, in invariant culture.</param>
    /// <returns>The value; null where the text is none of these.</returns>
    public abstract object? Parse(string text);

    /// <summary>Writes a value; <see cref="Parse"/> reads it back.</summary>
    /// <param name="value">A value of the type that <see cref="Parse"/> gives, inside or outside of the range.</param>
    public abstract string Format(object value);
}
