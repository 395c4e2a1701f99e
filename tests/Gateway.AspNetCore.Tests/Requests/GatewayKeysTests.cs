using System.Reflection;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>The entries that are not strings of CGI, and what holds for all entries.</summary>
public sealed class GatewayKeysTests
{
    private static readonly HashSet<string> Documented =
        [.. typeof(EnvironKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public async Task The_entries_of_pep_3333_have_their_types()
    {
        var environ = await Observed.WithHeadersAsync();

        environ["wsgi.version"].ShouldBe((1, 0));
        environ["wsgi.input"].ShouldBeAssignableTo<Stream>();
        environ["wsgi.errors"].ShouldBeAssignableTo<TextWriter>();
        environ["wsgi.multithread"].ShouldBe(true);
        environ["wsgi.multiprocess"].ShouldBe(false);
        environ["wsgi.run_once"].ShouldBe(false);
        environ["wsgi.input_terminated"].ShouldBe(true);
        environ["wsgi.file_wrapper"].ShouldBeOfType<Func<Stream, int, Body>>();
    }

    [Fact]
    public async Task The_entries_of_our_own_have_their_types()
    {
        var environ = await Observed.WithHeadersAsync();

        environ["gateway.request_aborted"].ShouldBeOfType<CancellationToken>().CanBeCanceled.ShouldBeTrue();
        environ["gateway.stopping"].ShouldBeOfType<CancellationToken>().CanBeCanceled.ShouldBeTrue();
        environ["gateway.response_finished"].ShouldBeAssignableTo<ICollection<Func<Environ, string?, Exception?, ValueTask>>>();
        environ["gateway.services"].ShouldBeAssignableTo<IServiceProvider>();
        environ["aspnetcore.http_context"].ShouldBeAssignableTo<HttpContext>();
        environ.ShouldNotContainKey("wsgi.websocket");
        environ.ShouldNotContainKey("gateway.client_certificate");
    }

    [Fact]
    public async Task The_required_entries_are_there_in_the_poorest_request()
    {
        var environ = await Observed.AsSentAsync("GET / HTTP/1.0", "", "");

        foreach (var key in new[]
            { "REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL" })
            environ[key].ShouldBeOfType<string>(key);
    }

    [Fact]
    public async Task Every_entry_has_a_documented_key_and_no_entry_is_null()
    {
        var environ = await Observed.WithHeadersAsync("X-A: 1", "Cookie: a=b", "Content-Type: text/x");

        foreach (var (key, value) in environ)
        {
            value.ShouldNotBeNull(key);
            (Documented.Contains(key) || key.StartsWith("HTTP_", StringComparison.Ordinal)).ShouldBeTrue(key);
            if (!key.Contains('.'))
                value.ShouldBeOfType<string>(key);
            else
                Regex.IsMatch(key, "^(wsgi|gateway|aspnetcore)\\.[a-z_]+$").ShouldBeTrue(key);
        }
    }

    [Fact]
    public async Task Looking_an_entry_up_gives_what_enumerating_gives()
    {
        var lookedUp = new Dictionary<string, object?>();
        Dictionary<string, object?>? enumerated = null;
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            foreach (var key in Documented.Append("HTTP_X_A").Append("HTTP_COOKIE").Append("HTTP_HOST").Append("HTTP_ABSENT"))
            {
                if (environ.TryGetValue(key, out var value))
                    lookedUp[key] = value;
            }

            enumerated = new Dictionary<string, object?>(environ);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/x%20y?q", "X-A: 1", "X-A: 2", "Cookie: a=b", "Content-Type: text/x")).Status.ShouldBe(200);

        enumerated!.Keys.ShouldBe(lookedUp.Keys, ignoreOrder: true);
        foreach (var (key, value) in lookedUp)
        {
            // What is one object stays that object; a copy of the raw headers may be another list.
            if (value is IReadOnlyList<(string, string)> headers)
                ((IReadOnlyList<(string, string)>)enumerated[key]!).ShouldBe(headers);
            else
                enumerated[key].ShouldBe(value, key);
        }
    }

    [Fact]
    public async Task An_entry_is_found_by_any_string_with_the_text_of_its_key()
    {
        string[] constants = [EnvironKeys.RequestMethod, EnvironKeys.PathInfo, EnvironKeys.QueryString];
        var copies = constants.Select(key => new string(key.AsSpan()));
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text(string.Join(' ', constants.Concat(copies).Select(key => environ[key])));
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/x%20y?q")).Text.ShouldBe("GET /x y q GET /x y q");
    }

    [Fact]
    public async Task What_an_app_writes_stands_before_the_entry_of_the_request()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            environ.PathInfo = "/other";
            environ.Remove(EnvironKeys.QueryString);
            startResponse("200 OK", []);
            return Body.Text($"{environ.RequestMethod} {environ[EnvironKeys.PathInfo]} {environ.ContainsKey(EnvironKeys.QueryString)}");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/?q")).Text.ShouldBe("GET /other False");
    }

    [Fact]
    public async Task The_options_set_multiprocess_and_add_entries()
    {
        var environ = await Observed.WithAsync(
            setup => setup.Options = options =>
            {
                options.Execution.MultiProcess = true;
                options.Environ["myapp.setting"] = 42;
            },
            "GET / HTTP/1.1", "Host: a", "", "");

        environ["wsgi.multiprocess"].ShouldBe(true);
        environ["myapp.setting"].ShouldBe(42);
    }

    [Fact]
    public async Task A_user_authenticated_in_front_is_known()
    {
        var environ = await Observed.WithAsync(
            setup => setup.InFront = application => application.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "alice")], "Bearer"));
                return next(context);
            }),
            "GET / HTTP/1.1", "Host: a", "", "");

        environ["REMOTE_USER"].ShouldBe("alice");
        environ["AUTH_TYPE"].ShouldBe("Bearer");
        environ["gateway.user"].ShouldBeOfType<ClaimsPrincipal>().Identity!.Name.ShouldBe("alice");
    }

    [Fact]
    public async Task Services_are_those_of_the_request()
    {
        object? fromEnviron = null, fromContext = null;
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                fromEnviron = ((IServiceProvider)environ["gateway.services"]!).GetRequiredService<ScopedThing>();
                startResponse("200 OK", []);
                return Body.Empty;
            },
            setup =>
            {
                setup.Services = services => services.AddScoped<ScopedThing>();
                setup.InFront = application => application.Use((context, next) =>
                {
                    fromContext = context.RequestServices.GetRequiredService<ScopedThing>();
                    return next(context);
                });
            });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(200);

        fromEnviron.ShouldNotBeNull();
        fromEnviron.ShouldBeSameAs(fromContext);
    }

    [Fact]
    public async Task The_app_may_change_its_environ_freely()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            environ.ContainsKey("myapp.mark").ShouldBeFalse();
            environ["myapp.mark"] = 1;
            environ["PATH_INFO"] = "/changed";
            environ.PathInfo.ShouldBe("/changed");
            environ.Remove("HTTP_HOST").ShouldBeTrue();
            environ.ContainsKey("HTTP_HOST").ShouldBeFalse();
            environ.Add("HTTP_HOST", "b");
            environ.Count.ShouldBe(environ.Keys.Count);
            environ.Clear();
            environ.Count.ShouldBe(0);
            environ.ContainsKey("REQUEST_METHOD").ShouldBeFalse();
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        // The second request must not see what the first one did.
        (await connection.GetAsync("/")).Status.ShouldBe(200);
        (await connection.GetAsync("/")).Status.ShouldBe(200);
    }

    private sealed class ScopedThing;
}
