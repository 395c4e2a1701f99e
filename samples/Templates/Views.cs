using System.Collections.Frozen;
using System.Text;
using HandlebarsDotNet;
using WebEncoder = System.Text.Encodings.Web.HtmlEncoder;

namespace Templates;

/// <summary>Handlebars templates in a folder, all compiled at start; what they print is escaped for HTML.</summary>
internal sealed class Views
{
    private static readonly IHandlebars Engine = Handlebars.Create(
        new HandlebarsConfiguration { TextEncoder = new EverythingEncoder(), ThrowOnUnresolvedBindingExpression = true });

    private readonly FrozenDictionary<string, HandlebarsTemplate<object, object>> _templates;

    /// <exception cref="InvalidDataException">A template is broken; the message names the file and the fault.</exception>
    public Views(string folder) =>
        _templates = Directory.EnumerateFiles(folder, "*.hbs").ToFrozenDictionary(file => Path.GetFileNameWithoutExtension(file), Compile);

    public string Render(string name, object model) => _templates.TryGetValue(name, out var template)
        ? template(model)
        : throw new ArgumentException($"There is no template '{name}'; there are: {string.Join(", ", _templates.Keys.Order())}.");

    private static HandlebarsTemplate<object, object> Compile(string file)
    {
        try
        {
            return Engine.Compile(File.ReadAllText(file));
        }
        catch (HandlebarsException error)
        {
            throw new InvalidDataException($"{file}: {error.Message}", error);
        }
    }

    // The engine's own encoder leaves the apostrophe alone, which ends an attribute as well as a quote does.
    private sealed class EverythingEncoder : ITextEncoder
    {
        public IFormatProvider? FormatProvider { get; }

        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => target.Write(WebEncoder.Default.Encode(text ?? ""));

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var all = new StringBuilder();
            while (text is not null && text.MoveNext())
                all.Append(text.Current);
            Encode(all, target);
        }
    }
}
