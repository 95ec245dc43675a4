using System.Text;
using System.Text.Json;
using Gans.Formats;

namespace Gans.Testing;

/// <summary>Hands JSON with other values, missing ones, doubled ones and damaged bytes to a reader, which must read it or say in a line why not.</summary>
internal static class JsonFuzz
{
    private const int Seed = 1;
    private const int LongestMessage = 1000;

    private static readonly string[] Values =
    [
        "null", "true", "\"\"", "\"x\"", "\"NaN\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"a\":null}", "-1", "0", "1", "0.5", "-0.0", "1e999",
        "2147483647", "4611686018427387904", "9223372036854775808", "99",
    ];

    /// <summary>Damages a text in many ways.</summary>
    /// <param name="whole">JSON that the reader accepts.</param>
    /// <param name="read">Reads some bytes to their end, and uses what it read.</param>
    /// <param name="count">How many damaged texts.</param>
    internal static void Run(string whole, Action<byte[]> read, int count = 500)
    {
        read(Encoding.UTF8.GetBytes(whole));
        using var document = JsonDocument.Parse(whole);
        var random = new Random(Seed);
        var places = new Emitter(-1, _ => "").Emit(document.RootElement).Places;
        var refused = 0;
        for (var i = 0; i < count; i++)
        {
            var bytes = i % 4 == 0 ? DamageBytes(Encoding.UTF8.GetBytes(whole), random) : DamageValue(document.RootElement, random.Next(places), random);
            try
            {
                read(bytes);
            }
            catch (InvalidInputException e)
            {
                refused++;
                Assert.IsTrue(e.Message.Length <= LongestMessage && !e.Message.Contains('\n', StringComparison.Ordinal), e.Message);
            }
#pragma warning disable CA1031 // Any other exception is what this looks for; the text that brought it has to be told.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Assert.Fail($"{e.GetType().Name} for {Encoding.UTF8.GetString(bytes)}\n{e}");
            }
        }

        Assert.IsGreaterThan(count / 8, refused, "The damage does not reach what is checked.");
    }

    private static byte[] DamageBytes(byte[] bytes, Random random)
    {
        var place = random.Next(bytes.Length);
        switch (random.Next(3))
        {
            case 0:
                bytes[place] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return bytes[..place];
            default:
                return [.. bytes[..place], (byte)random.Next(256), .. bytes[place..]];
        }
    }

    private static byte[] DamageValue(JsonElement root, int place, Random random)
    {
        var value = Values[random.Next(Values.Length)];
        Func<string, string> change = random.Next(8) switch
        {
            0 => _ => "",                          // the pair, or the item, is gone
            1 => pair => $"{pair},{pair}",         // it is there twice
            2 => pair => Replace(pair, $"[{value}]"),
            _ => pair => Replace(pair, value),
        };
        return Encoding.UTF8.GetBytes(new Emitter(place, change).Emit(root).Text);

        static string Replace(string pair, string by) =>
            pair[0] == '"' && pair.IndexOf("\":", StringComparison.Ordinal) is > 0 and var end ? $"{pair[..(end + 2)]}{by}" : by;
    }

    /// <summary>Writes JSON again, but for one value, counted in the order of writing.</summary>
    private sealed class Emitter(int place, Func<string, string> change)
    {
        private int next;

        internal (string Text, int Places) Emit(JsonElement root)
        {
            var text = Value(root);
            return (text, next);
        }

        private string Value(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => $"{{{Join(value.EnumerateObject().Select(member => Part($"{JsonSerializer.Serialize(member.Name)}:", member.Value)))}}}",
            JsonValueKind.Array => $"[{Join(value.EnumerateArray().Select(item => Part("", item)))}]",
            _ => value.GetRawText(),
        };

        private string Part(string name, JsonElement value)
        {
            var number = next++;
            var part = name + Value(value);
            return number == place ? change(part) : part;
        }

        private static string Join(IEnumerable<string> parts) => string.Join(',', parts.Where(part => part.Length > 0));
    }
}
