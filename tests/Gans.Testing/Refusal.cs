using Gans.Formats;

namespace Gans.Testing;

/// <summary>How the library must refuse what a user gave it.</summary>
internal static class Refusal
{
    /// <summary>The action throws <see cref="InvalidInputException"/> with one line that holds all the parts.</summary>
    internal static void AssertOneLine(Action action, params string[] parts)
    {
        var message = Assert.ThrowsExactly<InvalidInputException>(action).Message;
        Assert.DoesNotContain('\n', message);
        foreach (var part in parts)
        {
            Assert.Contains(part, message);
        }
    }
}
