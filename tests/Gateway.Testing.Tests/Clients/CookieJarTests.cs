namespace Gateway.Testing.Tests.Clients;

public class CookieJarTests
{
    [Theory]
    [InlineData("http://localhost/", "a=1; Secure", "a=1")]
    [InlineData("http://app.localhost:5000/", "a=1; Secure", "a=1")]
    [InlineData("http://127.0.0.1:8000/", "a=1; Secure", "a=1")]
    [InlineData("http://[::1]/", "a=1; Secure", "a=1")]
    [InlineData("https://shop.example/", "a=1; Secure", "a=1")]
    [InlineData("http://shop.example/", "a=1; Secure", "")]
    [InlineData("http://localhost/", "__Host-a=1; Secure; Path=/", "__Host-a=1")]
    [InlineData("https://shop.example/", "__Host-a=1; Secure; Path=/x", "")]
    [InlineData("https://shop.example/", "__Secure-a=1", "")]
    [InlineData("http://localhost/", "a=1,2,3; Path=/", "a=1,2,3")]
    [InlineData("http://localhost/", "a=\"1,2\"; Expires=Fri, 31 Dec 9999 23:59:59 GMT", "a=\"1,2\"")]
    [InlineData("http://localhost/", "a={\"x\":1,\"y\":[1,2]}", "a={\"x\":1,\"y\":[1,2]}")]
    [InlineData("http://localhost/", "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "")]
    [InlineData("http://localhost/", "a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT", "")]
    [InlineData("http://localhost/", "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "a=1")]
    [InlineData("http://localhost/", "a=1; Max-Age=0", "")]
    [InlineData("http://localhost/", "a=1; Max-Age=-99999999999999999999999999999999999", "a=1")]
    [InlineData("http://localhost/", "a=1; Max-Age=99999999999999", "a=1")]
    [InlineData("http://localhost/", "a=1; Max-Age=soon", "a=1")]
    [InlineData("http://localhost/", "nothing", "")]
    [InlineData("http://localhost/", "=1", "")]
    [InlineData("http://localhost/", "a=", "a=")]
    [InlineData("http://localhost/", "a=1; Domain=evil.example", "")]
    [InlineData("http://localhost/", "a=1; Domain=localhost", "a=1")]
    [InlineData("http://shop.example/", "a=1; Domain=example", "")]
    [InlineData("http://shop.example/", "a=1; Domain=.SHOP.example", "a=1")]
    [InlineData("http://127.0.0.1/", "a=1; Domain=0.0.1", "")]
    public void A_cookie_goes_back_to_its_page_as_from_a_browser(string page, string setCookie, string expected)
    {
        var jar = new CookieJar();

        jar.SetCookie(new Uri(page), setCookie);

        jar.GetCookieHeader(new Uri(page)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("a=1; Domain=shop.example; Path=/", "http://www.shop.example/", "a=1")]
    [InlineData("a=1; Path=/", "http://www.shop.example/", "")]
    [InlineData("a=1; Domain=shop.example; Path=/", "http://myshop.example/", "")]
    [InlineData("a=1", "http://shop.example/other", "")]
    [InlineData("a=1", "http://shop.example/articles/7", "a=1")]
    [InlineData("a=1; Path=/", "http://shop.example/other", "a=1")]
    [InlineData("a=1; Path=/art", "http://shop.example/articles", "")]
    public void A_cookie_goes_only_where_its_domain_and_path_say(string setCookie, string other, string expected)
    {
        var jar = new CookieJar();

        jar.SetCookie(new Uri("http://shop.example/articles/1"), setCookie);

        jar.GetCookieHeader(new Uri(other)).ShouldBe(expected);
    }

    [Fact]
    public void A_cookie_set_again_has_the_new_value_and_one_that_is_deleted_is_gone()
    {
        var (jar, page) = (new CookieJar(), new Uri("http://localhost/x/y"));
        jar.SetCookie(page, "a=1; Path=/");
        jar.SetCookie(page, "b=2; Path=/x");
        jar.SetCookie(page, "a=3; Path=/");

        jar.GetCookieHeader(page).ShouldBe("b=2; a=3");
        jar["a"].ShouldBe("3");

        jar.SetCookie(page, "a=; Path=/; Max-Age=0");
        jar.Count.ShouldBe(1);
        jar["a"].ShouldBeNull();
        jar.Clear();
        jar.GetCookieHeader(page).ShouldBe("");
    }
}
