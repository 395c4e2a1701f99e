using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Gateway.Responses;

/// <summary>Whatever passes is fit for the wire, by every door.</summary>
[Properties(Arbitrary = [typeof(Texts)], MaxTest = 500)]
public class ResponseValidatorProperties
{
    [Property]
    public void A_value_that_passes_holds_printable_ascii_only(HeaderLike value)
    {
        var passes = Passes(() => ResponseValidator.ValidateHeader("X-A", value.Text));

        passes.ShouldBe(value.Text.All(character => character is >= ' ' and <= '~'));
    }

    [Property]
    public void A_value_that_passes_as_latin1_holds_no_control_character(HeaderLike value)
    {
        var passes = Passes(() => ResponseValidator.ValidateHeader("X-A", value.Text, allowLatin1: true));

        passes.ShouldBe(value.Text.All(character => character <= '\u00ff' && !char.IsControl(character)));
    }

    [Property]
    public void A_name_that_passes_holds_no_separator(HeaderLike name)
    {
        if (Passes(() => ResponseValidator.ValidateHeader(name.Text, "1")))
            name.Text.ShouldAllBe(character => character > ' ' && character <= '~' && !"()<>@,;:\\\"/[]?={}".Contains(character));
    }

    [Property]
    public void A_status_that_passes_is_from_200_to_599_and_printable(StatusLike status)
    {
        if (!Passes(() => ResponseValidator.ValidateStatus(status.Text)))
            return;

        var code = ResponseValidator.ValidateStatus(status.Text);
        code.ShouldBeInRange(200, 599);
        status.Text.ShouldStartWith(code.ToString(CultureInfo.InvariantCulture) + " ");
        status.Text.ShouldAllBe(character => character >= ' ' && character <= '~');
        status.Text.Length.ShouldBeGreaterThan(4);
    }

    [Property]
    public void Every_code_from_200_to_599_passes_and_no_other(NonNegativeInt code) =>
        Passes(() => ResponseValidator.ValidateStatus($"{code.Get % 1000:000} Reason")).ShouldBe(code.Get % 1000 is >= 200 and <= 599);

    [Property]
    public void A_length_that_passes_is_what_its_digits_say(HeaderLike value)
    {
        if (Passes(() => ResponseValidator.ValidateContentLength(value.Text)))
            ResponseValidator.ValidateContentLength(value.Text).ToString(CultureInfo.InvariantCulture)
                .ShouldBe(value.Text.TrimStart('0').PadLeft(1, '0'));
    }

    [Property]
    public void A_line_end_or_NUL_passes_by_no_door(Hostile hostile)
    {
        Passes(() => ResponseValidator.ValidateStatus(hostile.Text)).ShouldBeFalse();
        Passes(() => ResponseValidator.ValidateStatus("200 " + hostile.Text)).ShouldBeFalse();
        Passes(() => ResponseValidator.ValidateHeader(hostile.Text, "1", allowLatin1: true)).ShouldBeFalse();
        Passes(() => ResponseValidator.ValidateHeader("X-A", hostile.Text, allowLatin1: true)).ShouldBeFalse();
        Passes(() => ResponseValidator.ValidateHeaders([("X-A", "1"), ("X-B", hostile.Text)], allowLatin1: true)).ShouldBeFalse();
        Passes(() => ResponseValidator.ValidateContentLength(hostile.Text)).ShouldBeFalse();
        Passes(() => ResponseValidator.ValidateTrailer(hostile.Text, "1")).ShouldBeFalse();
        Passes(() => ResponseValidator.ValidateTrailer("X-A", hostile.Text)).ShouldBeFalse();
        Passes(() => ResponseValidator.ValidateSubProtocol(hostile.Text, [hostile.Text])).ShouldBeFalse();
    }

    [Property]
    public void A_message_is_one_printable_line(Hostile hostile)
    {
        var error = Should.Throw<GatewayContractException>(() => ResponseValidator.ValidateHeader("X-A", hostile.Text));

        error.Message.ShouldAllBe(character => character >= ' ' && character <= '~');
    }

    // A message may be asked for only of the one exception that tells of a broken rule: any other fails the test.
    private static bool Passes(Action validate)
    {
        try
        {
            validate();
            return true;
        }
        catch (GatewayContractException)
        {
            return false;
        }
    }

    public sealed record HeaderLike(string Text);

    public sealed record StatusLike(string Text);

    public sealed record Hostile(string Text);

    private static class Texts
    {
        // Mostly what passes, so that a good part of the texts does.
        private static readonly Gen<char> Character = Gen.Frequency(
            (40, Gen.Choose(' ', '~').Select(code => (char)code)),
            (10, Gen.Choose('0', '9').Select(code => (char)code)),
            (1, Gen.Choose(0, 0x1f).Select(code => (char)code)),
            (1, Gen.Choose(0x7f, 0x17f).Select(code => (char)code)),
            (1, Gen.Elements('\u2028', '\u212a', '\uff0d', '\ud83d', '\udc00', '\uffff')));

        private static readonly Gen<string> Text = Gen.OneOf(
            Character.ArrayOf().Select(characters => new string(characters)),
            Gen.Choose('0', '9').Select(code => (char)code).ArrayOf().Select(digits => new string(digits)));

        public static Arbitrary<HeaderLike> Headers() => Text.Select(text => new HeaderLike(text)).ToArbitrary();

        public static Arbitrary<StatusLike> Statuses() => (
            from code in Gen.Choose(0, 700)
            from separator in Gen.Frequency((8, Gen.Constant(" ")), (1, Text))
            from reason in Text
            select new StatusLike(code + separator + reason)).ToArbitrary();

        public static Arbitrary<Hostile> Hostiles() => (
            from before in Text
            from evil in Gen.Elements("\r", "\n", "\0", "\r\n", "\r\n\r\n")
            from after in Text
            select new Hostile(before + evil + after)).ToArbitrary();
    }
}
