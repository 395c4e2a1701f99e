using System.CommandLine.Parsing;
using System.Globalization;

namespace Gateway.Tool.Configuration;

/// <summary>A number of bytes, or no limit.</summary>
internal readonly record struct ByteSize(long? Bytes)
{
    public static ByteSize Parse(ArgumentResult argument)
    {
        var text = argument.Tokens is [var token] ? token.Value : "";
        if (text == "none")
            return new(null);

        var factor = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 1L << 10,
            'M' => 1L << 20,
            'G' => 1L << 30,
            _ => 1L,
        };
        if (long.TryParse(factor > 1 ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= long.MaxValue / (1L << 30))
            return new(number * factor);
        argument.AddError($"'{text}' is not a size; write a number of bytes, one with K, M or G, or 'none'.");
        return default;
    }

    public override string ToString() => Bytes?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
