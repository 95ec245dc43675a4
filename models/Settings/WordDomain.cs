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
    /// <param name="enumeration">The enumeration; no type argument, as code for each one would be compiled anew at every start.</param>
    /// <param name="except">Members that are none of the values.</param>
    public static WordDomain Of(Type enumeration, params ReadOnlySpan<object> except)
    {
        var members = ImmutableArray.CreateBuilder<object>();
        foreach (var number in Enum.GetValuesAsUnderlyingType(enumeration))
        {
            var member = Enum.ToObject(enumeration, number);
            if (!except.Contains(member))
            {
                members.Add(member);
            }
        }

        return new(members.ToImmutable());
    }

    /// <inheritdoc/>
    public override bool Contains(object value) => values.Contains(value);

    /// <inheritdoc/>
    public override object? Parse(string text) => Words.IndexOf(text) is >= 0 and var index ? values[index] : null;

    /// <inheritdoc/>
    public override string Format(object value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!);
}
