using System.Collections.Immutable;
using System.Text.Json;

namespace Gans.Models;

/// <summary>The members of an enumeration, written in kebab-case: <c>least-squares</c> is <c>LeastSquares</c>.</summary>
public sealed class WordDomain : ValueDomain
{
    private readonly ImmutableArray<object> values;

    private WordDomain(ImmutableArray<object> values)
    {
        this.values = values;
        Words = [.. values.Select(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!))];
    }

    /// <summary>The words, in the order of the enumeration.</summary>
    public ImmutableArray<string> Words { get; }

    /// <inheritdoc/>
    public override string Needs => "one of " + string.Join(", ", Words);

    /// <summary>The members of an enumeration; values are of its type.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="except">Members that are none of the values.</param>
    public static WordDomain Of<T>(params ReadOnlySpan<T> except)
        where T : struct, Enum => new([.. Boxed<T>(Enum.GetValues<T>()).Except(Boxed(except))]);

    /// <inheritdoc/>
    public override bool Contains(object value) => values.Contains(value);

    /// <inheritdoc/>
    public override object? Parse(string text) => Words.IndexOf(text) is >= 0 and var index ? values[index] : null;

    /// <inheritdoc/>
    public override string Format(object value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!);

    /// <summary>LINQ over an enumeration's own values would be compiled for each one anew at every start, which takes a tenth of a second in all.</summary>
    private static object[] Boxed<T>(ReadOnlySpan<T> members)
        where T : struct, Enum
    {
        var boxed = new object[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            boxed[i] = members[i];
        }

        return boxed;
    }
}
