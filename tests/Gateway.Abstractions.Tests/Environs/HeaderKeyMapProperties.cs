using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Gateway.Environs;

/// <summary>Header names to keys and back: no two headers may meet under one key, and no header may take another key.</summary>
[Properties(Arbitrary = [typeof(Names)], MaxTest = 500)]
public class HeaderKeyMapProperties
{
    [Property]
    public void A_name_comes_back_from_its_key_but_for_its_case(PlainName name)
    {
        var key = EnvironKeys.ForHeader(name.Text).ShouldNotBeNull();

        EnvironKeys.HeaderOf(key).ShouldBe(name.Text, StringCompareShould.IgnoreCase);
    }

    [Property]
    public void A_key_is_upper_case_with_the_prefix(PlainName name) =>
        EnvironKeys.ForHeader(name.Text).ShouldBe("HTTP_" + name.Text.ToUpperInvariant().Replace('-', '_'));

    [Property]
    public void The_case_of_a_name_does_not_matter(PlainName name) =>
        EnvironKeys.ForHeader(name.Text.ToUpperInvariant()).ShouldBe(EnvironKeys.ForHeader(name.Text));

    [Property]
    public void A_name_with_any_other_character_has_no_key(OtherName name) => EnvironKeys.ForHeader(name.Text).ShouldBeNull();

    [Property]
    public void A_key_comes_back_from_its_header(NonNull<string> rest)
    {
        foreach (var key in new[] { rest.Get, "HTTP_" + rest.Get, "HTTP_" + rest.Get.ToUpperInvariant() })
        {
            if (EnvironKeys.HeaderOf(key) is { } name)
                EnvironKeys.ForHeader(name).ShouldBe(key);
        }
    }

    public sealed record PlainName(string Text);

    public sealed record OtherName(string Text);

    private static class Names
    {
        private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

        // The last four are characters that lower- or upper-case to an ASCII letter somewhere.
        private const string Other = "_.!#$%&'*+^`|~ :\0\r\n\t/\u007f\u00e9\u0131\u0130\u017f\u212a";

        private static readonly Gen<string> PlainText = Gen.Elements(Plain.ToCharArray()).NonEmptyListOf()
            .Select(characters => new string([.. characters]));

        // Names of common headers are looked up before anything else, so they get an odd character, too.
        private static readonly Gen<string> Known = Gen.Elements(
            "Host", "Cookie", "Keep-Alive", "Accept", "Content-Type", "Via", "X-Forwarded-For");

        public static Arbitrary<PlainName> PlainNames() => PlainText
            .Where(text => !text.Equals("Proxy", StringComparison.OrdinalIgnoreCase))
            .Select(text => new PlainName(text)).ToArbitrary();

        public static Arbitrary<OtherName> OtherNames() => (
            from text in Gen.OneOf(PlainText, Known)
            from position in Gen.Choose(0, text.Length - 1)
            from other in Gen.Elements(Other.ToCharArray())
            from replace in Gen.Elements(true, false)
            select new OtherName(text[..position] + other + text[(replace ? position + 1 : position)..])).ToArbitrary();
    }
}
